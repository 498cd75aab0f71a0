# The office as one image: pages, backend, worker and command line.
FROM node:24-slim AS pages
WORKDIR /pwa
COPY pwa/package.json pwa/package-lock.json ./
RUN npm ci --no-fund --no-audit
COPY pwa ./
RUN npx vite build --logLevel warn

FROM python:3.13-slim
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
RUN useradd --system --create-home --home-dir /srv/liangma liangma
WORKDIR /srv/liangma
COPY pyproject.toml uv.lock liangma ./
COPY tools tools
# EXTRA=otel for traces
ARG EXTRA=""
RUN tools/setup server $EXTRA
COPY certs certs
COPY backend backend
COPY migrations migrations
COPY --from=pages /pwa/dist pwa/dist
RUN mkdir -p /var/lib/liangma && chown liangma /var/lib/liangma
ENV LIANGMA_DATA_DIR=/var/lib/liangma LIANGMA_PORT=8000
USER liangma
EXPOSE 8000
ENTRYPOINT ["./liangma"]
CMD ["serve", "--host", "0.0.0.0"]
