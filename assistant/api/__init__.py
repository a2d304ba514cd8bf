"""The HTTP service: the contract's objects over HTTP, each request guarded, nothing of it kept."""
