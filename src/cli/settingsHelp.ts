/** The settings of config.ts, for `fovea --help`. */
export const settingsHelp = `
Settings, by environment:
  PORT                  port of the API (4000)
  HOST                  address to listen on (127.0.0.1); any other needs API keys
  DATABASE_URL          postgres://… (unset: a Postgres of its own in FOVEA_DATA)
  FOVEA_DATA            folder of the embedded database and of the demo's pictures (.fovea)
  FOVEA_MODELS          folder of the model manifests (models)
  FOVEA_MODEL           name of the default model (demo)
  FOVEA_WORKERS         detector processes; the cores are shared out among them (one a core, at most 8)
  FOVEA_WORKER          1 or 0: whether the server works on evaluations, or leaves them to \`fovea worker\` (1)
  FOVEA_API_KEYS        keys that callers must send, separated by commas (none: no key is asked for)
  FOVEA_API_KEYS_FILE   file of SHA-256 sums of keys, one a line
  FOVEA_CORS_ORIGINS    front ends that browsers may call from, separated by commas (none)
  FOVEA_PUBLIC_URL      where clients reach fovea, for addresses in answers (the host of the request)
  FOVEA_INTROSPECTION   1 or 0 (1 on a loopback address, otherwise 0)
  FOVEA_LOG_LEVEL       trace, debug, info, warn, error, fatal or silent (info); logs go to stderr as JSON
  FOVEA_MAX_IMAGE_MB    largest image file in MB (20)
  FOVEA_QUEUE_IMAGES    images that may wait or be in work; more are refused with 503 (256)
  FOVEA_QUEUE_MB        the same in MB of requests (256)
  FOVEA_DEADLINE_MS     how long an image may take once it has arrived, in milliseconds (30000)
  FOVEA_MAX_UPLOAD_MB   largest upload by PUT /uploads in MB (1024)
  FOVEA_UPLOADS_MB      all uploads that wait to be used, in MB (4096)

Exit codes: 0 done; 1 tried and failed (detect: an image failed); 2 asked for in a wrong way.`
