-- The ledger of a tenant. Its four keys, and what a person finds there:
--   1 accounts      hash    account -> LIMIT SPENT HELD ALERTED OPENED_WITH UNIT STATE; and the time, which never goes back
--   2 reservations  hash    reservation -> STATE LEASE CHARGED USAGE GRANTED TAKEN QUESTION
--   3 due           sorted  reservations by the end of their lease; once ended, by minus the time when they are forgotten
--   4 entries       stream  the books: one line of words for each change, KIND TIME ...
-- A QUESTION is WANTED MINIMUM MODE LEVELS ACCOUNT ..., the path first and then the sources. An amount is TOKENS,MICROS,
-- with '-' for micros that nobody knows. Times are milliseconds.
--
-- A word stays text until somebody counts with it, as reading and writing numbers is what takes the time here. Numbers
-- stay below 2^53 and become words by text, as tostring would round them to 14 digits. A script does not roll back, so
-- each function checks everything first and then only does what cannot fail.
local MAXIMUM = 9007199254740991
local RETENTION = 7 * 24 * 60 * 60 * 1000
local BATCH = 100
local TIME = 'the time'
-- An account is the list of the words of its row, and its id behind them
local LIMIT, SPENT, HELD, ALERTED, OPENED_WITH, UNIT, STATE, ID = 1, 2, 3, 4, 5, 6, 7, 8
local UNKNOWN_USAGE = '0,0,0,0,0,1,true'
local ACCOUNT = '^(-?%d+) (%d+) (%d+) (%d+) (%d+) (%l+) (%l+)$'
local AMOUNT = '^(%d+),([%d-]+)$'
local QUESTION = '%d+,[%d-]+ %d+,[%d-]+ %l+ (%d+) (.+)'
local RESERVATION = '^(%l+) (%d+) (%d+,[%d-]+) (%S+) (%d+,[%d-]+) ([%d,-]+) (' .. QUESTION .. ')$'

local function text(number)
    return string.format('%.0f', number)
end

local function corrupt(kind, id)
    error({ corrupt = kind, id = id })
end

local function words(line)
    local all = {}
    for word in string.gmatch(line, '[^ ]+') do
        all[#all + 1] = word
    end
    return all
end

-- An amount by unit; one of money only if somebody knows the price
local function amount(word)
    local tokens, micros = string.match(word, AMOUNT)
    return { tokens = tonumber(tokens), micros = tonumber(micros) }
end

local function word(amount)
    return text(amount.tokens) .. ',' .. (amount.micros and text(amount.micros) or '-')
end

-- Accounts

local function account(id, row)
    local words = { string.match(row, ACCOUNT) }
    if not words[STATE] then
        corrupt('account', id)
    end
    words[ID] = id
    return words
end

local function row_of(account)
    return table.concat(account, ' ', LIMIT, STATE)
end

local function available(account)
    return account[LIMIT] - account[SPENT] - account[HELD]
end

-- The time, and the accounts in order; or the time, nothing, and the first that is unknown
local function find(keys, clock, ids)
    local rows = redis.call('HMGET', keys[1], TIME, unpack(ids))
    if rows[1] and not tonumber(rows[1]) then
        corrupt('the ledger', TIME)
    end
    local now = rows[1] and rows[1] - clock > 0 and rows[1] or clock
    local accounts = { written = rows[1] }
    for i, id in ipairs(ids) do
        if not rows[i + 1] then
            return now, nil, id
        end
        accounts[i] = account(id, rows[i + 1])
    end
    return now, accounts
end

-- Write accounts back, and the time if it went on since they were read
local function save(keys, now, accounts)
    local fields = accounts.written == now and {} or { TIME, now }
    for _, account in ipairs(accounts) do
        local next = #fields + 1
        fields[next], fields[next + 1] = account[ID], row_of(account)
    end
    redis.call('HSET', keys[1], unpack(fields))
end

-- Reservations

local function load(keys, id)
    local row = redis.call('HGET', keys[2], id)
    if not row then
        return { id = id, state = 'unknown' }
    end
    local state, lease, charged, usage, granted, taken, question, levels, accounts = string.match(row, RESERVATION)
    local ids = state and words(accounts)
    if not state or tonumber(levels) > #ids then
        corrupt('reservation', id)
    end
    return {
        id = id, state = state, lease = lease, charged = charged, usage = usage, granted = granted, taken = taken,
        question = question, levels = tonumber(levels), accounts = ids,
    }
end

local function store(keys, reservation)
    local row = reservation.state .. ' ' .. reservation.lease .. ' ' .. reservation.charged .. ' ' .. reservation.usage
        .. ' ' .. reservation.granted .. ' ' .. reservation.taken .. ' ' .. reservation.question
    redis.call('HSET', keys[2], reservation.id, row)
end

local function holds(reservation)
    return reservation.state == 'held' or reservation.state == 'inflight'
end

-- It ends at the end of its lease
local function end_at(keys, reservation)
    redis.call('ZADD', keys[3], reservation.lease, reservation.id)
end

-- It has ended and is known for some time yet
local function forget_later(keys, now, reservation)
    redis.call('ZADD', keys[3], '-' .. text(now + RETENTION), reservation.id)
end

local function accounts_of(keys, clock, reservation)
    local now, accounts, missing = find(keys, clock, reservation.accounts)
    if not accounts then
        corrupt('account', missing)
    end
    return now, accounts
end

-- What each account bears of an amount: on the path all of it; of the sources one after the other as much as was taken
-- from it, and the last one whatever is left
local function shares(reservation, accounts, amount)
    local all, levels = {}, reservation.levels
    for i = 1, levels do
        all[i] = amount[accounts[i][UNIT]]
    end
    if #accounts > levels then
        local left, taken = amount[accounts[#accounts][UNIT]], string.gmatch(reservation.taken, '%d+')
        for i = levels + 1, #accounts do
            all[i] = i < #accounts and math.min(left, tonumber(taken())) or left
            left = left - all[i]
        end
    end
    return all
end

-- Books

local function entry(keys, line)
    return redis.call('XADD', keys[4], '0-*', 'entry', line), line
end

-- The percentage of a limit, rounded up, without leaving the integers below 2^53
local function part(limit, percent)
    return math.floor(limit / 100) * percent + math.ceil(limit % 100 * percent / 100)
end

local function reached(account, percent)
    return account[SPENT] - 0 > 0 and account[SPENT] - part(account[LIMIT], percent) >= 0
end

-- Tell what is reached and not told yet; numbers and lines of the new entries are added to the list
local function alert(keys, now, account, told)
    if account[LIMIT] - account[SPENT] * 2 > 0 then
        return
    end
    for _, percent in ipairs({ 50, 80, 100 }) do
        if account[ALERTED] - percent < 0 and reached(account, percent) then
            account[ALERTED] = text(percent)
            told[#told + 1], told[#told + 2] = entry(keys, 'ALERT ' .. now .. ' ' .. account[ID] .. ' '
                .. account[ALERTED] .. ' ' .. account[SPENT] .. ' ' .. account[LIMIT])
        end
    end
end

-- After a higher limit, what is not reached any more may be told again
local function rearm(account)
    local highest = 0
    for _, percent in ipairs({ 50, 80, 100 }) do
        highest = reached(account, percent) and percent or highest
    end
    account[ALERTED] = text(math.min(account[ALERTED], highest))
end

-- Change what accounts hold; or nothing and the first that cannot count so far
local function hold(keys, now, accounts, parts, sign)
    for i, account in ipairs(accounts) do
        local held = account[HELD] + sign * parts[i]
        if account[SPENT] + held > MAXIMUM then
            return nil, account[ID]
        end
        account[HELD] = text(held)
    end
    save(keys, now, accounts)
    return true
end

local function give_back(keys, now, reservation, accounts, state)
    hold(keys, now, accounts, shares(reservation, accounts, amount(reservation.granted)), -1)
    reservation.state = state
    store(keys, reservation)
    forget_later(keys, now, reservation)
end

-- What is new in an amount
local function difference(total, before)
    return { tokens = total.tokens - before.tokens, micros = total.micros and total.micros - (before.micros or 0) }
end

-- Let the reservation hold nothing more and cost so much in all. Answers the alerts that this raises; or nothing and
-- the first account that cannot count so far
local function charge(keys, now, kind, reservation, accounts, total, usage)
    local past = amount(reservation.charged)
    local held = holds(reservation) and shares(reservation, accounts, amount(reservation.granted))
    local before = reservation.state == 'settled' and shares(reservation, accounts, past)
    local after, told = shares(reservation, accounts, total), {}
    local line = kind .. ' ' .. now .. ' ' .. reservation.id .. ' ' .. word(difference(total, past)) .. ' ' .. usage
    for i, account in ipairs(accounts) do
        local charged = after[i] - (before and before[i] or 0)
        account[SPENT] = text(account[SPENT] + charged)
        account[HELD] = held and text(account[HELD] - held[i]) or account[HELD]
        if account[SPENT] + account[HELD] > MAXIMUM then
            return nil, account[ID]
        end
        line = line .. ' ' .. account[ID] .. ' ' .. text(charged)
    end
    entry(keys, line)
    for _, account in ipairs(accounts) do
        alert(keys, now, account, told)
    end
    save(keys, now, accounts)
    reservation.state, reservation.charged, reservation.usage = 'settled', word(total), usage
    store(keys, reservation)
    forget_later(keys, now, reservation)
    return told
end

-- End a reservation whose lease is over: what was only held comes back, what was under way is charged whole
local function finish(keys, clock, reservation)
    local now, accounts = accounts_of(keys, clock, reservation)
    if reservation.state == 'held' then
        give_back(keys, now, reservation, accounts, 'expired')
    else
        charge(keys, now, 'SET', reservation, accounts, amount(reservation.granted), UNKNOWN_USAGE)
    end
end

-- End the leases that are over, then forget what ended long ago; a batch of both. Answers how many leases, and of all
local function sweep(keys, now)
    local due = redis.call('ZREVRANGEBYSCORE', keys[3], now, '-' .. now, 'LIMIT', 0, BATCH)
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

local function repeated(reservation, question)
    if not holds(reservation) then
        return { 'STATE', reservation.state }
    end
    if reservation.question ~= question then
        return { 'CONFLICT' }
    end
    return { 'GRANTED', reservation.granted }
end

local function is_any(list, ids)
    for _, id in ipairs(list) do
        if ids[id] then
            return true
        end
    end
    return false
end

-- The first end of a lease that holds something on one of the accounts, looked for in a batch; else where that ends
local function retry_at(keys, ids)
    local last = ''
    for _, id in ipairs(redis.call('ZRANGEBYSCORE', keys[3], 0, '+inf', 'LIMIT', 0, BATCH)) do
        local reservation = load(keys, id)
        last = reservation.lease
        if is_any(reservation.accounts, ids) then
            break
        end
    end
    return last
end

-- Waiting may help if what they have not spent would do
local function refused(keys, needed, level, tried)
    local unspent, ids, answer = 0, {}, { 'REFUSED', text(level), '' }
    for _, account in ipairs(tried) do
        unspent = unspent + math.max(0, account[LIMIT] - account[SPENT])
        ids[account[ID]] = true
        answer[#answer + 1], answer[#answer + 2] = account[ID], row_of(account)
    end
    local least = needed[tried[1][UNIT]]
    if tried[#tried][STATE] == 'open' and least and unspent >= least then
        answer[3] = retry_at(keys, ids)
    end
    return answer
end

-- How much of a unit may be held where there is only this much room
local function clamp(granted, unit, room)
    granted[unit] = granted[unit] and math.min(granted[unit], room)
end

-- What may be held of each unit; or nothing and the refusal. Whatever their room, all must be open and count what has
-- a price
local function admitted(keys, asked, accounts, sources)
    local granted, needed = amount(asked.wanted), amount(asked.minimum)
    for level, account in ipairs(accounts) do
        local unit, counts = account[UNIT], asked.enforced and level <= asked.levels
        local room = counts and available(account)
        if account[STATE] ~= 'open' or not granted[unit] or (room and room < needed[unit]) then
            return nil, refused(keys, needed, level, { account })
        end
        if room then
            clamp(granted, unit, room)
        end
    end
    if asked.enforced and #sources > 0 then
        local unit, together = sources[1][UNIT], 0
        for _, source in ipairs(sources) do
            together = together + math.max(0, available(source))
        end
        if together < needed[unit] then
            return nil, refused(keys, needed, #accounts, sources)
        end
        clamp(granted, unit, together)
    end
    return granted
end

-- From each source what it has, and from the last one what is still missing
local function taken_from(sources, granted)
    local taken, left = {}, #sources > 0 and granted[sources[1][UNIT]]
    for i, source in ipairs(sources) do
        local part = i < #sources and math.min(left, math.max(0, available(source))) or left
        taken[i] = text(part)
        left = left - part
    end
    return #taken > 0 and table.concat(taken, ',') or '-'
end

local function other_unit(sources)
    for _, source in ipairs(sources) do
        if source[UNIT] ~= sources[1][UNIT] then
            return { 'OTHER_UNIT', sources[1][UNIT], source[ID], row_of(source) }
        end
    end
end

local function admit(keys, now, id, asked, accounts, lease)
    local sources = { unpack(accounts, asked.levels + 1) }
    local mixed = other_unit(sources)
    if mixed then
        return mixed
    end
    local granted, refusal = admitted(keys, asked, accounts, sources)
    if not granted then
        return refusal
    end
    local reservation = {
        id = id, state = 'held', lease = text(now + lease), charged = granted.micros and '0,0' or '0,-',
        usage = '0,0,0,0,0,0,false', granted = word(granted),
        taken = taken_from(sources, granted), question = asked.question, levels = asked.levels,
    }
    local held, full = hold(keys, now, accounts, shares(reservation, accounts, granted), 1)
    if not held then
        return { 'TOO_LARGE', full }
    end
    store(keys, reservation)
    end_at(keys, reservation)
    return { 'GRANTED', reservation.granted }
end

-- ARGV: clock, reservation, lease, wanted, minimum, mode, levels, accounts ...
local function reserve(keys, arguments)
    local clock, id, ids = arguments[1], arguments[2], { unpack(arguments, 8) }
    local asked = {
        question = table.concat(arguments, ' ', 4), wanted = arguments[4], minimum = arguments[5],
        enforced = arguments[6] == 'enforced', levels = tonumber(arguments[7]),
    }
    local now, accounts, missing = find(keys, clock, ids)
    local _, swept = sweep(keys, now)
    if swept > 0 then
        now, accounts, missing = find(keys, clock, ids)
    end
    local before = load(keys, id)
    if before.state ~= 'unknown' then
        return repeated(before, asked.question)
    end
    if not accounts then
        return { 'UNKNOWN', missing }
    end
    return admit(keys, now, id, asked, accounts, arguments[3])
end

-- The time and the reservation, ended if its lease is over
local function current(keys, clock, id)
    local now = find(keys, clock, {})
    local reservation = load(keys, id)
    if holds(reservation) and reservation.lease - now <= 0 then
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
    reservation.lease = text(math.max(reservation.lease, now + arguments[3]))
    save(keys, now, {})
    store(keys, reservation)
    end_at(keys, reservation)
    return { 'OK', reservation.lease }
end

local SETTLEMENTS = { SET = 'CHARGED', ADJ = 'ADJUSTED', LATE = 'LATE' }

local function estimated(usage)
    return string.sub(usage, -4) == 'true'
end

-- What a settlement is, or nothing and the answer
local function kind_of(reservation, total, usage)
    if reservation.state ~= 'settled' then
        return holds(reservation) and 'SET' or 'LATE'
    end
    local same = reservation.usage == usage and reservation.charged == word(total)
    if same or estimated(usage) then
        return nil, { 'OK', 'REPLAYED' }
    end
    if estimated(reservation.usage) then
        return 'ADJ'
    end
    return nil, { 'CONFLICT' }
end

-- ARGV: clock, reservation, amount, usage. What holds money costs all of it if the price is not known
local function settle(keys, arguments)
    local usage, reservation = arguments[4], load(keys, arguments[2])
    if reservation.state == 'unknown' then
        return { 'STATE', 'unknown' }
    end
    local total = amount(arguments[3])
    total.micros = total.micros or amount(reservation.granted).micros
    local kind, answer = kind_of(reservation, total, usage)
    if not kind then
        return answer
    end
    local now, accounts = accounts_of(keys, arguments[1], reservation)
    local told, full = charge(keys, now, kind, reservation, accounts, total, usage)
    if not told then
        return { 'TOO_LARGE', full }
    end
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

local function shown(account)
    return { 'ACCOUNT', account[ID], row_of(account) }
end

local function raise(keys, now, kind, account, more, reason)
    entry(keys, kind .. ' ' .. now .. ' ' .. account[ID] .. ' ' .. text(more) .. ' ' .. reason)
    account[LIMIT] = text(account[LIMIT] + more)
    if more > 0 then
        rearm(account)
    end
    alert(keys, now, account, {})
    save(keys, now, { account })
end

-- ARGV: clock, account, unit, limit, the reason if the limit moves
local function open(keys, arguments)
    local id, unit, limit = arguments[2], arguments[3], arguments[4]
    local now, accounts = find(keys, arguments[1], { id })
    if not accounts then
        local new = account(id, limit .. ' 0 0 0 ' .. limit .. ' ' .. unit .. ' open')
        entry(keys, 'OPEN ' .. now .. ' ' .. id .. ' ' .. unit .. ' ' .. limit)
        save(keys, now, { new })
        return shown(new)
    end
    local before = accounts[1]
    if before[UNIT] ~= unit then
        return { 'OTHER_UNIT', unit, id, row_of(before) }
    end
    local more = limit - before[OPENED_WITH]
    if before[STATE] == 'closed' or more == 0 then
        return shown(before)
    end
    if before[LIMIT] + more > MAXIMUM then
        return { 'TOO_LARGE', id }
    end
    before[OPENED_WITH] = limit
    raise(keys, now, 'POLICY', before, more, arguments[5])
    return shown(before)
end

-- The time and the account; or the time, nothing, and why it cannot be changed
local function changeable(keys, clock, id)
    local now, accounts = find(keys, clock, { id })
    if not accounts then
        return now, nil, { 'UNKNOWN', id }
    end
    if accounts[1][STATE] == 'closed' then
        return now, nil, { 'ACCOUNT_STATE', id, row_of(accounts[1]) }
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
    local more = kind == 'LIMIT' and amount - account[LIMIT] or amount
    if account[LIMIT] + more > MAXIMUM then
        return { 'TOO_LARGE', account[ID] }
    end
    if more ~= 0 then
        raise(keys, now, kind, account, more, arguments[5])
    end
    return shown(account)
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
    if giver[UNIT] ~= taker[UNIT] then
        return { 'OTHER_UNIT', giver[UNIT], taker[ID], row_of(taker) }
    end
    if available(giver) < amount then
        return { 'TOO_LITTLE', giver[ID], row_of(giver) }
    end
    if taker[LIMIT] + amount > MAXIMUM then
        return { 'TOO_LARGE', taker[ID] }
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
        return closed and { 'ACCOUNT', answer[2], answer[3] } or answer
    end
    if account[STATE] ~= state then
        entry(keys, 'STATE ' .. now .. ' ' .. id .. ' ' .. state .. ' ' .. reason)
        account[STATE] = state
        save(keys, now, { account })
    end
    return shown(account)
end

-- ARGV: accounts. Answers these with their rows, then the reservations that hold something on any of them with theirs
local function snapshot(keys, arguments)
    local _, accounts, missing = find(keys, '0', arguments)
    if not accounts then
        return { 'UNKNOWN', missing }
    end
    local answer, ids = { 'OK' }, {}
    for _, account in ipairs(accounts) do
        answer[#answer + 1], answer[#answer + 2] = account[ID], row_of(account)
        ids[account[ID]] = true
    end
    for _, id in ipairs(redis.call('ZRANGEBYSCORE', keys[3], 0, '+inf')) do
        if is_any(load(keys, id).accounts, ids) then
            answer[#answer + 1], answer[#answer + 2] = id, redis.call('HGET', keys[2], id)
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

shared.settle = guarded(settle)
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
