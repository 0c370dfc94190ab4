-- The ledger of a tenant. Its four keys, and what a person finds there:
--   1 accounts      hash      account -> STATE UNIT LIMIT SPENT HELD ALERTED OPENED_WITH; and the time, which never goes back
--   2 reservations  hash      reservation -> STATE LEASE CHARGED USAGE GRANTED TAKEN QUESTION
--   3 due           sorted    reservations by the end of their lease; once ended, by minus the time when they are forgotten
--   4 entries       stream    the books: one line of words for each change, KIND TIME ...
-- A QUESTION is WANTED MINIMUM MODE LEVELS ACCOUNT ..., the path first and then the sources. An amount is TOKENS,MICROS,
-- and '-' for micros that nobody knows. Numbers stay below 2^53 and are written by text, as tostring would round them to
-- 14 digits; times are milliseconds. A script does not roll back, so each function checks everything first and then only
-- does what cannot fail.
local MAXIMUM = 9007199254740991
local RETENTION = 7 * 24 * 60 * 60 * 1000
local BATCH = 100
local TIME = 'the time'
local UNKNOWN_USAGE = '0,0,0,0,0,1,true'

local function text(number)
    return string.format('%.0f', number)
end

local function corrupt(kind, id)
    error({ corrupt = kind, id = id })
end

-- Amounts

local function amount(word)
    local tokens, micros = string.match(word, '^(%d+),([%d-]+)$')
    return tokens and { tokens = tonumber(tokens), micros = tonumber(micros) }
end

local function word(amount)
    return text(amount.tokens) .. ',' .. (amount.micros and text(amount.micros) or '-')
end

-- Accounts

local function account(id, row)
    local state, unit, limit, spent, held, alerted, opened_with =
        string.match(row, '^(%l+) (%l+) (-?%d+) (%d+) (%d+) (%d+) (%d+)$')
    if not state then
        corrupt('account', id)
    end
    return {
        id = id, state = state, unit = unit, limit = tonumber(limit), spent = tonumber(spent), held = tonumber(held),
        alerted = tonumber(alerted), opened_with = tonumber(opened_with),
    }
end

local function account_row(account)
    return string.format('%s %s %.0f %.0f %.0f %.0f %.0f', account.state, account.unit, account.limit, account.spent,
        account.held, account.alerted, account.opened_with)
end

-- The time, and the accounts in order; or the time, nothing, and the first that is unknown
local function find(keys, clock, ids)
    local rows = redis.call('HMGET', keys[1], TIME, unpack(ids))
    local now, accounts = math.max(tonumber(clock), tonumber(rows[1] or 0)), {}
    for i, id in ipairs(ids) do
        if not rows[i + 1] then
            return now, nil, id
        end
        accounts[i] = account(id, rows[i + 1])
    end
    return now, accounts
end

local function save(keys, now, accounts)
    local fields = { TIME, text(now) }
    for _, account in ipairs(accounts) do
        fields[#fields + 1] = account.id
        fields[#fields + 1] = account_row(account)
    end
    redis.call('HSET', keys[1], unpack(fields))
end

local function shown(account)
    return account.id, account_row(account)
end

local function available(account)
    return account.limit - account.spent - account.held
end

-- Reservations

local function numbers(list)
    local all = {}
    for number in string.gmatch(list, '%d+') do
        all[#all + 1] = tonumber(number)
    end
    return all
end

local function question(line)
    local wanted, minimum, mode, levels, ids = string.match(line, '^(%S+) (%S+) (%l+) (%d+) (.+)$')
    if not wanted then
        return nil
    end
    local accounts = {}
    for id in string.gmatch(ids, '%S+') do
        accounts[#accounts + 1] = id
    end
    return {
        wanted = amount(wanted), minimum = amount(minimum), enforced = mode == 'enforced', levels = tonumber(levels),
        accounts = accounts, line = line,
    }
end

local function reservation(id, row)
    local state, lease, charged, usage, granted, taken, line =
        string.match(row, '^(%l+) (%d+) (%S+) (%S+) (%S+) (%S+) (.+)$')
    local asked = line and question(line)
    if not asked or not amount(charged) or not amount(granted) then
        corrupt('reservation', id)
    end
    return {
        id = id, state = state, lease = tonumber(lease), charged = amount(charged), usage = usage,
        granted = amount(granted), taken = numbers(taken), asked = asked,
    }
end

local function reservation_row(reservation)
    local taken = {}
    for i, part in ipairs(reservation.taken) do
        taken[i] = text(part)
    end
    return table.concat({
        reservation.state, text(reservation.lease), word(reservation.charged), reservation.usage,
        word(reservation.granted), #taken == 0 and '-' or table.concat(taken, ','), reservation.asked.line,
    }, ' ')
end

local function load(keys, id)
    local row = redis.call('HGET', keys[2], id)
    return row and reservation(id, row) or { id = id, state = 'unknown' }
end

local function holds(reservation)
    return reservation.state == 'held' or reservation.state == 'inflight'
end

local function store(keys, reservation)
    redis.call('HSET', keys[2], reservation.id, reservation_row(reservation))
end

local function due_at(keys, reservation, time)
    redis.call('ZADD', keys[3], text(time), reservation.id)
end

local function accounts_of(keys, clock, reservation)
    local now, accounts, missing = find(keys, clock, reservation.asked.accounts)
    if not accounts then
        corrupt('account', missing)
    end
    return now, accounts
end

-- What each account bears of an amount: on the path all of it; of the sources one after the other as much as was taken
-- from it, and the last one whatever is left
local function shares(reservation, accounts, amount)
    local all, levels, left = {}, reservation.asked.levels, 0
    for i, account in ipairs(accounts) do
        if i <= levels + 1 then
            left = amount[account.unit]
        end
        local last = i <= levels or i == #accounts
        all[i] = last and left or math.min(left, reservation.taken[i - levels])
        left = left - all[i]
    end
    return all
end

-- Books

local function entry(keys, ...)
    local line = table.concat({ ... }, ' ')
    return redis.call('XADD', keys[4], '0-*', 'entry', line), line
end

-- The percentage of a limit, rounded up, without leaving the integers below 2^53
local function part(limit, percent)
    return math.floor(limit / 100) * percent + math.ceil(limit % 100 * percent / 100)
end

local function reached(account, percent)
    return account.spent > 0 and account.spent >= part(account.limit, percent)
end

-- Tell what is reached and not told yet; the new entries are added to the list
local function alert(keys, now, account, told)
    for _, percent in ipairs({ 50, 80, 100 }) do
        if account.alerted < percent and reached(account, percent) then
            account.alerted = percent
            local number, line = entry(keys, 'ALERT', text(now), account.id, text(percent), text(account.spent),
                text(account.limit))
            told[#told + 1] = number
            told[#told + 1] = line
        end
    end
end

local function rearm(account)
    local highest = 0
    for _, percent in ipairs({ 50, 80, 100 }) do
        highest = reached(account, percent) and percent or highest
    end
    account.alerted = math.min(account.alerted, highest)
end

-- Change what accounts hold
local function hold(keys, now, accounts, parts, sign)
    for i, account in ipairs(accounts) do
        account.held = account.held + sign * parts[i]
    end
    save(keys, now, accounts)
end

-- Ends of reservations

local function give_back(keys, now, reservation, accounts, state)
    hold(keys, now, accounts, shares(reservation, accounts, reservation.granted), -1)
    reservation.state = state
    store(keys, reservation)
    due_at(keys, reservation, -(now + RETENTION))
end

-- The accounts when the reservation holds nothing and has cost so much in all; or nothing and the first that overflows
local function charged(reservation, accounts, total)
    local before, after = shares(reservation, accounts, reservation.charged), shares(reservation, accounts, total)
    local held = holds(reservation) and shares(reservation, accounts, reservation.granted)
    local charges = {}
    for i, account in ipairs(accounts) do
        charges[i] = after[i] - before[i]
        account.held = account.held - (held and held[i] or 0)
        account.spent = account.spent + charges[i]
        if account.spent + account.held > MAXIMUM then
            return nil, account.id
        end
    end
    return charges
end

-- Book charges that are already on the accounts; answers the alerts that they raise
local function book(keys, now, kind, reservation, accounts, charges, total, usage)
    local micros = total.micros and text(total.micros - (reservation.charged.micros or 0)) or '-'
    local line = { kind, text(now), reservation.id, text(total.tokens - reservation.charged.tokens) .. ',' .. micros, usage }
    for i, account in ipairs(accounts) do
        line[#line + 1] = account.id
        line[#line + 1] = text(charges[i])
    end
    entry(keys, unpack(line))
    local told = {}
    for _, account in ipairs(accounts) do
        alert(keys, now, account, told)
    end
    save(keys, now, accounts)
    reservation.state, reservation.charged, reservation.usage = 'settled', total, usage
    store(keys, reservation)
    due_at(keys, reservation, -(now + RETENTION))
    return told
end

-- End a reservation whose lease is over: what was only held comes back, what was under way is charged whole
local function finish(keys, clock, reservation)
    local now, accounts = accounts_of(keys, clock, reservation)
    if reservation.state == 'held' then
        give_back(keys, now, reservation, accounts, 'expired')
    else
        local total = reservation.granted
        local charges = charged(reservation, accounts, total)
        book(keys, now, 'SET', reservation, accounts, charges, total, UNKNOWN_USAGE)
    end
end

-- End the leases that are over, then forget what ended long ago; a batch of both. Answers how many leases, and of all
local function sweep(keys, now)
    local due = redis.call('ZREVRANGEBYSCORE', keys[3], text(now), text(-now), 'LIMIT', 0, BATCH)
    local ended, old = 0, {}
    for i = #due, 1, -1 do
        local reservation = load(keys, due[i])
        if holds(reservation) then
            finish(keys, now, reservation)
            ended = ended + 1
        else
            old[#old + 1] = due[i]
        end
    end
    if #old > 0 then
        redis.call('HDEL', keys[2], unpack(old))
        redis.call('ZREM', keys[3], unpack(old))
    end
    return ended, #due
end

-- Reserve

local function repeated(reservation, line)
    if not holds(reservation) then
        return { 'STATE', reservation.state }
    end
    if reservation.asked.line ~= line then
        return { 'CONFLICT' }
    end
    return { 'GRANTED', word(reservation.granted) }
end

-- The first end of a lease that holds something on one of the accounts, looked for in a batch; else the end of that batch
local function retry_at(keys, tried)
    local ids, last = redis.call('ZRANGEBYSCORE', keys[3], 0, '+inf', 'LIMIT', 0, BATCH), ''
    local wanted = {}
    for _, account in ipairs(tried) do
        wanted[account.id] = true
    end
    for _, id in ipairs(ids) do
        local reservation = load(keys, id)
        last = text(reservation.lease)
        for _, each in ipairs(reservation.asked.accounts) do
            if wanted[each] then
                return last
            end
        end
    end
    return last
end

local function refused(keys, asked, level, tried)
    local unspent, minimum, open = 0, asked.minimum[tried[1].unit], tried[#tried].state == 'open'
    local answer = { 'REFUSED', text(level), '' }
    for _, account in ipairs(tried) do
        unspent = unspent + math.max(0, account.limit - account.spent)
        answer[#answer + 1], answer[#answer + 2] = shown(account)
    end
    if open and minimum and unspent >= minimum then
        answer[3] = retry_at(keys, tried)
    end
    return answer
end

local function shut(asked, account)
    return account.state ~= 'open' or not asked.wanted[account.unit]
end

-- What may be held of each unit; or nothing and the refusal
local function room(keys, asked, accounts, sources)
    local granted = { tokens = asked.wanted.tokens, micros = asked.wanted.micros }
    for level, account in ipairs(accounts) do
        local unit, on_path = account.unit, level <= asked.levels
        local short = on_path and asked.enforced and available(account) < (asked.minimum[unit] or 0)
        if shut(asked, account) or short then
            return nil, refused(keys, asked, level, { account })
        end
        if on_path and asked.enforced then
            granted[unit] = math.min(granted[unit], available(account))
        end
    end
    if #sources > 0 and asked.enforced then
        local unit, together = sources[1].unit, 0
        for _, source in ipairs(sources) do
            together = together + math.max(0, available(source))
        end
        if together < asked.minimum[unit] then
            return nil, refused(keys, asked, #accounts, sources)
        end
        granted[unit] = math.min(granted[unit], together)
    end
    return granted
end

-- From each source what it has, and from the last one what is still missing
local function taken_from(sources, granted)
    local taken, left = {}, #sources > 0 and granted[sources[1].unit]
    for i, source in ipairs(sources) do
        taken[i] = i < #sources and math.min(left, math.max(0, available(source))) or left
        left = left - taken[i]
    end
    return taken
end

local function other_unit(sources)
    for _, source in ipairs(sources) do
        if source.unit ~= sources[1].unit then
            return { 'OTHER_UNIT', sources[1].unit, shown(source) }
        end
    end
end

local function overflow(accounts, parts)
    for i, account in ipairs(accounts) do
        if account.spent + account.held + parts[i] > MAXIMUM then
            return { 'TOO_LARGE', account.id }
        end
    end
end

local function admit(keys, now, id, asked, accounts, lease)
    local sources = { unpack(accounts, asked.levels + 1) }
    local mixed = other_unit(sources)
    if mixed then
        return mixed
    end
    local granted, refusal = room(keys, asked, accounts, sources)
    if not granted then
        return refusal
    end
    local held = {
        id = id, state = 'held', lease = now + lease, usage = '0,0,0,0,0,0,false', granted = granted,
        charged = { tokens = 0, micros = granted.micros and 0 }, taken = taken_from(sources, granted), asked = asked,
    }
    local parts = shares(held, accounts, granted)
    local full = overflow(accounts, parts)
    if full then
        return full
    end
    hold(keys, now, accounts, parts, 1)
    store(keys, held)
    due_at(keys, held, held.lease)
    return { 'GRANTED', word(granted) }
end

-- ARGV: clock, reservation, question, lease
local function reserve(keys, arguments)
    local clock, id, asked = arguments[1], arguments[2], question(arguments[3])
    local now, accounts, missing = find(keys, clock, asked.accounts)
    local _, swept = sweep(keys, now)
    if swept > 0 then
        now, accounts, missing = find(keys, clock, asked.accounts)
    end
    local before = load(keys, id)
    if before.state ~= 'unknown' then
        return repeated(before, asked.line)
    end
    if not accounts then
        return { 'UNKNOWN', missing }
    end
    return admit(keys, now, id, asked, accounts, tonumber(arguments[4]))
end

-- The time and the reservation, ended if its lease is over
local function current(keys, clock, id)
    local now = find(keys, clock, {})
    local reservation = load(keys, id)
    if holds(reservation) and reservation.lease <= now then
        finish(keys, now, reservation)
    end
    return now, reservation
end

-- ARGV: clock, reservation
local function dispatch(keys, arguments)
    local _, reservation = current(keys, arguments[1], arguments[2])
    if not holds(reservation) then
        return { 'STATE', reservation.state }
    end
    if reservation.state == 'held' then
        reservation.state = 'inflight'
        store(keys, reservation)
    end
    return { 'OK' }
end

-- ARGV: clock, reservation, lease
local function extend(keys, arguments)
    local now, reservation = current(keys, arguments[1], arguments[2])
    if not holds(reservation) then
        return { 'STATE', reservation.state }
    end
    reservation.lease = math.max(reservation.lease, now + tonumber(arguments[3]))
    save(keys, now, {})
    store(keys, reservation)
    due_at(keys, reservation, reservation.lease)
    return { 'OK', text(reservation.lease) }
end

local SETTLEMENTS = { SET = 'CHARGED', ADJ = 'ADJUSTED', LATE = 'LATE' }

-- What a settlement is, or nothing and the answer
local function kind_of(reservation, total, usage)
    if reservation.state ~= 'settled' then
        return holds(reservation) and 'SET' or 'LATE'
    end
    local same = reservation.usage == usage and word(reservation.charged) == word(total)
    if same or string.match(usage, 'true$') then
        return nil, { 'OK', 'REPLAYED' }
    end
    if string.match(reservation.usage, 'true$') then
        return 'ADJ'
    end
    return nil, { 'CONFLICT' }
end

-- ARGV: clock, reservation, tokens, micros or '-', usage
local function settle(keys, arguments)
    local usage, reservation = arguments[5], load(keys, arguments[2])
    if reservation.state == 'unknown' then
        return { 'STATE', 'unknown' }
    end
    local total = { tokens = tonumber(arguments[3]), micros = tonumber(arguments[4]) or reservation.granted.micros }
    local kind, answer = kind_of(reservation, total, usage)
    if not kind then
        return answer
    end
    local now, accounts = accounts_of(keys, arguments[1], reservation)
    local charges, full = charged(reservation, accounts, total)
    if not charges then
        return { 'TOO_LARGE', full }
    end
    local told = book(keys, now, kind, reservation, accounts, charges, total, usage)
    return { 'OK', SETTLEMENTS[kind], unpack(told) }
end

-- ARGV: clock, reservation
local function release(keys, arguments)
    local reservation = load(keys, arguments[2])
    if reservation.state == 'held' then
        local now, accounts = accounts_of(keys, arguments[1], reservation)
        give_back(keys, now, reservation, accounts, 'released')
    elseif reservation.state ~= 'released' and reservation.state ~= 'expired' then
        return { 'STATE', reservation.state }
    end
    return { 'OK' }
end

-- ARGV: clock. Answers how many leases were over, and whether there may be more to do
local function expire(keys, arguments)
    local now = find(keys, arguments[1], {})
    local ended, swept = sweep(keys, now)
    return { 'OK', text(ended), swept == BATCH and 'more' or 'all' }
end

-- Limits and states

local function raise(keys, now, kind, account, amount, reason)
    entry(keys, kind, text(now), account.id, text(amount), reason)
    account.limit = account.limit + amount
    if amount > 0 then
        rearm(account)
    end
    alert(keys, now, account, {})
    save(keys, now, { account })
end

-- ARGV: clock, account, unit, limit, the reason if the limit moves
local function open(keys, arguments)
    local id, unit, limit = arguments[2], arguments[3], tonumber(arguments[4])
    local now, accounts = find(keys, arguments[1], { id })
    if not accounts then
        local new = { id = id, state = 'open', unit = unit, limit = limit, spent = 0, held = 0, alerted = 0, opened_with = limit }
        entry(keys, 'OPEN', text(now), id, unit, text(limit))
        save(keys, now, { new })
        return { 'ACCOUNT', shown(new) }
    end
    local before = accounts[1]
    if before.unit ~= unit then
        return { 'OTHER_UNIT', unit, shown(before) }
    end
    local more = limit - before.opened_with
    if before.state == 'closed' or more == 0 then
        return { 'ACCOUNT', shown(before) }
    end
    if before.limit + more > MAXIMUM then
        return { 'TOO_LARGE', id }
    end
    before.opened_with = limit
    raise(keys, now, 'POLICY', before, more, arguments[5])
    return { 'ACCOUNT', shown(before) }
end

-- The time and the account; or the time, nothing, and why it cannot be changed
local function changeable(keys, clock, id)
    local now, accounts = find(keys, clock, { id })
    if not accounts then
        return now, nil, { 'UNKNOWN', id }
    end
    if accounts[1].state == 'closed' then
        return now, nil, { 'ACCOUNT_STATE', shown(accounts[1]) }
    end
    return now, accounts[1]
end

-- ARGV: clock, kind, account, amount, reason. A limit is set, all else is added
local function change_limit(keys, arguments)
    local now, account, answer = changeable(keys, arguments[1], arguments[3])
    if not account then
        return answer
    end
    local kind, amount = arguments[2], tonumber(arguments[4])
    local more = kind == 'LIMIT' and amount - account.limit or amount
    if account.limit + more > MAXIMUM then
        return { 'TOO_LARGE', account.id }
    end
    if more ~= 0 then
        raise(keys, now, kind, account, more, arguments[5])
    end
    return { 'ACCOUNT', shown(account) }
end

-- ARGV: clock, from, to, amount, reason
local function transfer(keys, arguments)
    local now, giver, not_from = changeable(keys, arguments[1], arguments[2])
    if not giver then
        return not_from
    end
    local _, taker, not_to = changeable(keys, arguments[1], arguments[3])
    if not taker then
        return not_to
    end
    local amount, reason = tonumber(arguments[4]), arguments[5]
    if giver.unit ~= taker.unit then
        return { 'OTHER_UNIT', giver.unit, shown(taker) }
    end
    if available(giver) < amount then
        return { 'TOO_LITTLE', shown(giver) }
    end
    if taker.limit + amount > MAXIMUM then
        return { 'TOO_LARGE', taker.id }
    end
    raise(keys, now, 'TRANSFER', giver, -amount, reason)
    raise(keys, now, 'TRANSFER', taker, amount, reason)
    return { 'OK' }
end

-- ARGV: clock, account, state, reason
local function turn(keys, arguments)
    local id, state, reason = arguments[2], arguments[3], arguments[4]
    local now, account, answer = changeable(keys, arguments[1], id)
    if not account then
        local closed = state == 'closed' and answer[1] == 'ACCOUNT_STATE'
        return closed and { 'ACCOUNT', unpack(answer, 2) } or answer
    end
    if account.state ~= state then
        entry(keys, 'STATE', text(now), id, state, reason)
        account.state = state
        save(keys, now, { account })
    end
    return { 'ACCOUNT', shown(account) }
end

-- What only reads

-- ARGV: accounts. Answers these with their rows, then the reservations that hold something on any of them with theirs
local function snapshot(keys, arguments)
    local _, accounts, missing = find(keys, 0, arguments)
    if not accounts then
        return { 'UNKNOWN', missing }
    end
    local answer, named = { 'OK' }, {}
    for _, account in ipairs(accounts) do
        answer[#answer + 1], answer[#answer + 2] = shown(account)
        named[account.id] = true
    end
    for _, id in ipairs(redis.call('ZRANGEBYSCORE', keys[3], 0, '+inf')) do
        local held = load(keys, id)
        for _, each in ipairs(held.asked.accounts) do
            if named[each] then
                answer[#answer + 1], answer[#answer + 2] = id, reservation_row(held)
                break
            end
        end
    end
    return answer
end

-- Rows are read before anything is written, so that a corrupt one stops the function as if it had not been called
local function guarded(callback)
    return function(keys, arguments)
        local sound, answer = pcall(callback, keys, arguments)
        if not sound and type(answer) == 'table' and answer.corrupt then
            return { 'CORRUPT', answer.corrupt, answer.id }
        end
        return sound and answer or error(answer)
    end
end

register('open', guarded(open))
register('reserve', guarded(reserve))
register('dispatch', guarded(dispatch))
register('extend', guarded(extend))
register('settle', guarded(settle))
register('release', guarded(release))
register('expire', guarded(expire))
register('change_limit', guarded(change_limit))
register('transfer', guarded(transfer))
register('turn', guarded(turn))
register('snapshot', guarded(snapshot), 'no-writes')
