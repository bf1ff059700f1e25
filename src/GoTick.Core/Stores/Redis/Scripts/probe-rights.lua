-- Calls every command that the scripts need, to see whether the user may: a script that lacks one in its middle would stop behind its first writes.
-- KEYS[1]: a key that nobody else uses.
-- Returns: the first refusal for want of rights, or ''.
local key = KEYS[1]
local calls = {
  { 'TIME' }, { 'EXISTS', key }, { 'UNLINK', key }, { 'DEL', key }, { 'SET', key, '' }, { 'DEL', key },
  { 'HSET', key, 'f', '1' }, { 'HSETNX', key, 'f', '1' }, { 'HGET', key, 'f' }, { 'HMGET', key, 'f' }, { 'HGETALL', key }, { 'HEXISTS', key, 'f' },
  { 'HLEN', key }, { 'HINCRBY', key, 'f', 1 }, { 'HDEL', key, 'f' },
  { 'RPUSH', key, '1' }, { 'LRANGE', key, 0, 0 }, { 'LINDEX', key, 0 }, { 'LTRIM', key, 1, 0 },
  { 'ZADD', key, 1, 'm' }, { 'ZINCRBY', key, 1, 'm' }, { 'ZSCORE', key, 'm' }, { 'ZRANGE', key, 0, 0 }, { 'ZRANGEBYSCORE', key, 0, 0 },
  { 'ZRANGEBYLEX', key, '-', '+' }, { 'ZRANK', key, 'm' }, { 'ZCARD', key },
  { 'ZREM', key, 'm' }, { 'ZPOPMIN', key },
}
for _, command in ipairs(calls) do
  local reply = redis.pcall(unpack(command))
  -- 'NOPERM … has no permissions' (7), 'can't run this command' and 'can't access at least one of the keys' (6 to 7.0), 'Unknown Redis command' (renamed).
  if type(reply) == 'table' and reply.err then
    for _, words in ipairs({ 'NOPERM', 'no permissions', "can't run", "can't access", 'Unknown Redis command' }) do
      if string.find(reply.err, words, 1, true) then
        return command[1] .. ': ' .. reply.err
      end
    end
  end
end
return ''
