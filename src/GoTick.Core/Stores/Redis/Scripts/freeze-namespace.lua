-- Makes the namespace at its first use; tells what it was made with.
-- KEYS[1]: meta, a HASH.
-- ARGV[1]: partitions of a new one; [2]: schema version of a new one.
-- Returns: partitions, schema version.
-- @include call.lua
call('HSETNX', KEYS[1], 'partitions', ARGV[1])
call('HSETNX', KEYS[1], 'schema', ARGV[2])
return call('HMGET', KEYS[1], 'partitions', 'schema')
