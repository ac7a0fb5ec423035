# One image for web, worker and beat; docker-compose.yml says which it is.
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 KINDRED_DATA=/data
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
RUN useradd --system --uid 1000 kindred && install -d -o kindred /data
COPY manage.py ./
COPY hub hub
COPY accounts accounts
COPY engagement engagement
COPY templates templates
COPY static static
USER kindred
VOLUME /data
EXPOSE 8000
