using Etcdserverpb;
using Google.Protobuf;

namespace Ledger.Ordering.Etcd;

/// <summary>What the engine asks of etcd: transactions, and to hear of puts. The tests put a faulty one in.</summary>
internal interface IEtcd : IAsyncDisposable
{
    /// <summary>Does a transaction, once or not at all; all or nothing of it.</summary>
    /// <exception cref="OrderingException">It is not known whether it was done, or it was refused.</exception>
    /// <exception cref="EtcdAnswerTooLongException">What it found is too long.</exception>
    Task<TxnResponse> TransactAsync(TxnRequest request, CancellationToken cancellationToken);

    /// <summary>Tells of what is put at a key until the connection breaks: perhaps twice, late or never.</summary>
    /// <param name="key">What to watch.</param>
    /// <param name="onPut">Told of each value; of null once the watch stands, for what was put before it is not told.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="OrderingException">The watch broke.</exception>
    Task WatchAsync(ByteString key, Action<ByteString?> onPut, CancellationToken cancellationToken);

    /// <summary>Makes a lease: what is put under it lives until nobody has kept it for so many seconds.</summary>
    /// <exception cref="OrderingException">It is not known whether it was made, or it was refused.</exception>
    Task<long> LeaseAsync(int seconds, CancellationToken cancellationToken);

    /// <summary>Keeps a lease; false where it has ended.</summary>
    /// <exception cref="OrderingException">It is not known whether it was kept.</exception>
    Task<bool> KeepAsync(long lease, CancellationToken cancellationToken);

    /// <summary>Ends a lease and what lives under it, where it has not ended yet.</summary>
    /// <exception cref="OrderingException">It is not known whether it has ended.</exception>
    Task RevokeAsync(long lease, CancellationToken cancellationToken);
}

/// <summary>What was asked for is longer than what is taken of a member.</summary>
internal sealed class EtcdAnswerTooLongException(string message, Exception inner) : Exception(message, inner);
