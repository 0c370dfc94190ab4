-- KEYS[1]: the list of a session's messages. ARGV: how many the writer has seen, messages to add
local function append(keys, arguments)
    local present = redis.call('LLEN', keys[1])
    if present ~= tonumber(arguments[1]) then
        return { 'CONFLICT', string.format('%.0f', present) }
    end
    for i = 2, #arguments do
        redis.call('RPUSH', keys[1], arguments[i])
    end
    return { 'OK' }
end

register('append', append)
