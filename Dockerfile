# The service in a container. Written where no container engine was at hand: it has not been built.
#
#   docker build -t counteroffer --build-arg TORCH_INDEX=<the index of CPU wheels> .
#   docker run -p 127.0.0.1:8000:8000 -e COUNTEROFFER_API_KEY=<a long key> counteroffer

FROM python:3.12-slim AS made

# pip's default torch is a large CUDA build; name PyTorch's own index of CPU wheels here.
ARG TORCH_INDEX=""
WORKDIR /made
RUN python -m venv /opt/counteroffer
COPY constraints.txt ./
RUN if [ -n "$TORCH_INDEX" ]; then \
      /opt/counteroffer/bin/pip install --no-cache-dir -c constraints.txt --index-url "$TORCH_INDEX" torch; \
    fi
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY assistant assistant
COPY corpus corpus
COPY evals evals
COPY index index
COPY prompts prompts
RUN /opt/counteroffer/bin/pip install --no-cache-dir -c constraints.txt .

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 counteroffer && mkdir /index && chown counteroffer /index
COPY --from=made /opt/counteroffer /opt/counteroffer
USER counteroffer
ENV PATH=/opt/counteroffer/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HF_HUB_OFFLINE=1 \
    COUNTEROFFER_INDEX=/index
# The index is made while the image is, so that a container answers at once.
RUN counteroffer index
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD \
    ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/ready', timeout=4)"]
# Inside a container every address is public, so it asks for COUNTEROFFER_API_KEY.
CMD ["counteroffer", "serve", "--host", "0.0.0.0", "--port", "8000", "--workers", "2"]
