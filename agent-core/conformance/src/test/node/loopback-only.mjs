// Loaded before a program by NODE_OPTIONS: ends it with 97 as soon as it wants to speak to another machine.
import dns from 'node:dns';
import net from 'node:net';

const HERE = new Set(['127.0.0.1', 'localhost', '::1']);

function allow(host) {
  if (!HERE.has(host)) {
    process.stderr.write(`Wants to connect to '${host}'; only this machine is allowed\n`);
    process.exit(97);
  }
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const target = [args[0]].flat()[0];
  if (target !== null && typeof target === 'object' && target.path === undefined) {
    allow(target.host ?? 'localhost');
  }
  return connect.apply(this, args);
};

const { lookup } = dns;
dns.lookup = (host, ...rest) => {
  allow(host);
  return lookup(host, ...rest);
};
