-- KEYS[1]: the epoch of the task's last run, KEYS[2]: the hash of its rows by sequence. ARGV: epoch, sequence, row
local function write(keys, arguments)
    local current = redis.call('GET', keys[1]) or '0'
    if current ~= arguments[1] then
        return { 'STALE', current }
    end
    redis.call('HSET', keys[2], arguments[2], arguments[3])
    return { 'OK' }
end

register('write', write)
