"""Bodies that nobody should send."""

MIB = 1 << 20
INDEX = b'{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":'

# In place of the words of an error.
ERRORS = {
    "nested": b"[" * 60000, "long": b'{"errors":[{"code":"A","message":"' + b"x" * 60000 + b'"}]}',
    "endless": b"x" * (8 * MIB), "types": b'{"errors":[{"code":7,"message":{"a":[]},"detail":3}]}',
    "escape": b'{"errors":[{"code":"A\\u001b[31mB","message":"\\u0007one\\ntwo"}]}', "binary": bytes(range(256)) * 8,
    "html": b"<html><script>alert(1)</script></html>", "empty": b""}

# In place of a manifest.
MANIFESTS = {
    "deep": INDEX + b"[" * 100000 + b"]" * 100000 + b"}",
    "deepvalues": b'{"schemaVersion":2,"x":' + b'{"x":' * 20000 + b"1" + b"}" * 20001,
    "huge": INDEX + b"[" + b"{}," * (1 << 18) + b"{}]}",
    "many": INDEX + b"[" + b",".join([b'{"digest":"sha256:' + b"0" * 64 + b'","size":-1,"mediaType":"a/b"}'] * 3000) + b"]}",
    "duplicates": b'{"schemaVersion":2,"schemaVersion":2,"manifests":[],"manifests":[],"layers":[],"config":{}}',
    "types": b'{"schemaVersion":"2","mediaType":7,"config":[],"layers":{"a":1}}',
    "numbers": b'{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:' + b"0" * 64 + b'","size":1e400},"layers":[]}',
    "sizes": b'{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:' + b"0" * 64 + b'","size":9223372036854775808},"layers":[]}',
    "invalid": b'{"schemaVersion":2,"\xff\xfe":"\xc3\x28","config":"\xed\xa0\x80"}', "cut": b'{"schemaVersion":2,"layers":[',
    "null": b"null", "text": b'"' + b"a" * 100000 + b'"', "empty": b"", "zeros": bytes(4096), "bom": b"\xef\xbb\xbf{}"}

# In place of a page of tags, and where the next one is said to be.
TAGS = {
    "null": (b'{"name":"x","tags":null}', None), "types": (b'{"tags":[1,{"a":2}]}', None), "text": (b'"1"', None),
    "odd": (b'{"tags":["1","a b","\\u001b[2J","","' + b"x" * 200 + b'","1"]}', None), "html": (b"<html></html>", None),
    "huge": (b'{"tags":["' + b"x" * (17 * MIB) + b'"]}', None), "nested": (b'{"tags":' + b"[" * 60000, None),
    "loop": (b'{"tags":["1"]}', "list"), "file": (b'{"tags":["1"]}', "file:///etc/passwd"), "bad": (b'{"tags":["1"]}', "http://[::bad/")}

# In place of a token.
TOKENS = {
    "linebreak": b'{"token":"a\\r\\nX-Injected: yes"}', "missing": b"{}", "types": b'{"token":{"a":1},"expires_in":"x"}',
    "nested": b"[" * 60000, "endless": b'{"token":"' + b"x" * (4 * MIB) + b'"}', "empty": b"", "html": b"<html></html>",
    "blank": b'{"token":""}', "unicode": '{"token":"té"}'.encode()}
