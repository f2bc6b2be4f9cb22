-- The end of a mending: copy what came last, then put the copy in the stream's place, all at once.
-- KEYS: 1 stream, 2 its copy
-- ARGV: 1 last entry copied so far, 2 Redis's time when the mending began, 3 ms and 4 sequence of the copy's
--       last id, 5 most entries copied here
local rest = {}
if ARGV[1] ~= '18446744073709551615-18446744073709551615' then -- nothing can follow the last id there is
  rest = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[5] + 1)
end
if #rest > tonumber(ARGV[5]) then
  return {'more'}
end
local now, ms, sequence = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
for _, entry in ipairs(rest) do
  local at, number = string.match(entry[1], '^(%d+)-(%d+)$')
  at, number = tonumber(at), tonumber(number)
  if at <= now and (at > ms or (at == ms and number > sequence)) then
    ms, sequence = at, number
  elseif now > ms then
    ms, sequence = now, 0
  else
    sequence = sequence + 1
  end
  redis.call('XADD', KEYS[2], string.format('%.0f-%.0f', ms, sequence), unpack(entry[2]))
end
if redis.call('EXISTS', KEYS[2]) == 1 then
  redis.call('RENAME', KEYS[2], KEYS[1])
else
  redis.call('DEL', KEYS[1])
end
return {'done', tostring(#rest)}
