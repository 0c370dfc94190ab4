# Runs one redis-server for as long as somebody holds its lifeline, a FIFO, open for writing: the kernel lets go of it for
# every process that ends, however it ends. A line in the lifeline is the name of a guest who wants to join; a file
# joined-NAME tells that guest that the server stays.
#
# $1  the server's own folder with its redis.conf; removed at the end
# $2  the redis-server
# Standard input: a line as soon as the first user holds the lifeline. Standard output: a line as soon as there is one.
umask 077
cd "$1" || exit 1
echo $$ >supervisor.pid
mkfifo lifeline || exit 1
exec 4<>lifeline 3<lifeline
echo ready
if ! read -r held; then
    rm -rf "$1"
    exit 1
fi
exec 4<&- </dev/null >/dev/null

"$2" "$1/redis.conf" 3<&- >&2 &
server=$!
(
    while read -r guest; do
        : >"joined-$guest"
    done <&3
    kill -TERM "$server" 2>/dev/null
) &
lifeline=$!
exec 3<&-

trap 'kill -TERM "$server"' HUP INT TERM
wait "$server" || wait "$server"
kill "$lifeline" 2>/dev/null
cd /
rm -rf "$1"
