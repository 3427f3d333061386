# fovea in one image: `serve` by default, `worker` for more hands. compose.yaml puts the parts together.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run generate && npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-slim
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/package.json /app/schema.graphql /app/LICENSE /app/NOTICE ./
COPY --from=build /app/bin bin
COPY --from=build /app/eval eval
COPY --from=build /app/src src
COPY --from=build /app/prisma prisma
COPY --from=build /app/web/dist web/dist
COPY --from=build /app/demo demo
COPY --from=build /app/models models
# A new volume begins with what the image has in its place: the demo model, and folders that the user may write to.
RUN mkdir -p /data /models node_modules/.cache \
  && cp -r models/. /models \
  && chown -R node:node /data /models node_modules/.cache
USER node
VOLUME ["/data", "/models"]
# Reached from outside of the container, so it wants API keys: FOVEA_API_KEYS or FOVEA_API_KEYS_FILE.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 FOVEA_DATA=/data FOVEA_MODELS=/models
EXPOSE 4000
# The first start after an update may migrate a large database for minutes. --start-interval wants Docker 25.
HEALTHCHECK --interval=10s --timeout=5s --start-period=15m --start-interval=2s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/fovea.js"]
CMD ["serve"]
