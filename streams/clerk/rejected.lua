-- Write refusals once, however many clerks try: each stream's newest one so far is remembered.
-- KEYS: 1 rejected stream, 2 cursors, 3 counts, 4 fence
-- ARGV: 1 fence, 2 most entries kept, 3 time, then per refusal: place (rises with the stream), stream, entry, reason, raw
if redis.call('GET', KEYS[4]) ~= ARGV[1] then
  return -1
end
local written = 0
for i = 4, #ARGV, 5 do
  local field = 'rejected:' .. ARGV[i + 1]
  local last = redis.call('HGET', KEYS[2], field) or ''
  if ARGV[i] > last then
    redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'stream', ARGV[i + 1], 'entry', ARGV[i + 2],
      'reason', ARGV[i + 3], 'raw', ARGV[i + 4], 'time', ARGV[3])
    redis.call('HSET', KEYS[2], field, ARGV[i])
    redis.call('HINCRBY', KEYS[3], ARGV[i + 1], 1)
    written = written + 1
  end
end
return written
