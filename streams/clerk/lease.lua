-- Take the clerk's lease, or keep it. Answers the fence, '' when another holds it.
-- KEYS: 1 lease, 2 fence. ARGV: 1 name of who asks, 2 ms it lasts, 3 first fence of a new Redis
local holder = redis.call('GET', KEYS[1])
if holder and redis.call('PTTL', KEYS[1]) > 2 * ARGV[2] then
  holder = false -- the server's clock was put back: whoever holds it would seem to hold it for hours
end
if holder and holder ~= ARGV[1] then
  return ''
end
if holder and redis.call('EXISTS', KEYS[2]) == 1 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return redis.call('GET', KEYS[2])
end
redis.call('SET', KEYS[2], ARGV[3], 'NX')
redis.call('INCR', KEYS[2])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return redis.call('GET', KEYS[2])
