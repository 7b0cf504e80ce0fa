using System.Net;

namespace Ledger.Host;

/// <summary>
/// A node cannot be served where its options say, since another program listens there or the address is not this machine's to use.
/// </summary>
/// <param name="endpoint">Where.</param>
/// <param name="inner">What the system said.</param>
public sealed class AddressTakenException(IPEndPoint endpoint, Exception inner)
    : IOException($"{endpoint} cannot be listened on: {(inner.InnerException ?? inner).Message.TrimEnd('.')}.", inner);
