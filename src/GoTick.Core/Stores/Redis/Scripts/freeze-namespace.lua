-- Makes the namespace at its first use; tells what it was made with.
-- KEYS[1]: meta, a HASH.
-- ARGV[1]: partitions of a new one; [2]: schema version of a new one.
-- Returns: partitions, schema version.
-- @include call.lua
-- Not written when it is there: a server whose memory is full can still be looked at.
if call('EXISTS', KEYS[1]) == 0 then
  call('HSET', KEYS[1], 'partitions', ARGV[1], 'schema', ARGV[2])
end
return call('HMGET', KEYS[1], 'partitions', 'schema')
