-- One local for what is called most.
local call = redis.call
