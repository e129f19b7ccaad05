// A stand-in that has what it is given and nothing else: whatever was not thought of fails instead of passing.
const QUIET = new Set(["then", "toJSON", "constructor", "nodeType", Symbol.toPrimitive, Symbol.toStringTag, Symbol.iterator]);

export function strict(name, members) {
  return new Proxy(members, {
    get(target, key) {
      if (Object.hasOwn(target, key)) return target[key];
      if (QUIET.has(key)) return undefined;
      throw new TypeError(`${name} has no ${String(key)} here`);
    },
    set(target, key, value) {
      if (!Object.hasOwn(target, key)) throw new TypeError(`${name} has no ${String(key)} here that could be set`);
      target[key] = value;
      return true;
    },
  });
}
