-- KEYS[1]: the partition's clock.
-- Returns: the partition's time.
-- @include call.lua
-- @include time.lua
return now
