using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;
using Signature = Ledger.Protocol.V1.Signature;

namespace Ledger.Client.Mailbox;

/// <summary>One node that keeps mail: what it asks, which validator it is, its challenges, and whether a receipt is its word.</summary>
internal sealed class MailEndpoint : IDisposable
{
    private const int ChallengesMax = 3;
    private readonly LedgerClient _client;
    private MailboxTerms? _terms;
    private ByteString? _challenge;

    internal MailEndpoint(MailboxClientOptions options, Uri node)
    {
        _client = LedgerClient.Open(new LedgerClientOptions
        {
            Genesis = options.Genesis,
            Node = node,
            AuthenticateTo = options.AuthenticateTo.TryGetValue(node, out var id) ? id : null,
            Caller = options.Caller,
            CallTimeout = options.CallTimeout,
            Retry = options.Retry,
            Time = options.Time,
            Log = options.Log,
            HttpHandler = options.HttpHandler?.Invoke(node),
        });
    }

    internal Uri Address => _client.Node;

    internal MailCalls Calls => _client.Mail;

    internal GenesisFile Genesis => _client.Genesis;

    /// <summary>Opens one for each node.</summary>
    /// <exception cref="ArgumentException">There is none, there are too many, or an address is none.</exception>
    internal static IReadOnlyList<MailEndpoint> OpenAll(MailboxClientOptions options)
    {
        const int nodesMax = 64;
        return options.Nodes is { Count: > 0 and <= nodesMax }
            ? [.. options.Nodes.Select(node => new MailEndpoint(options, node))]
            : throw new ArgumentException($"Nodes: 1 to {nodesMax} addresses of nodes are needed.", nameof(options));
    }

    public void Dispose() => _client.Dispose();

    /// <summary>The validator that the node says it is; asked once, and what it signs is held against it.</summary>
    internal async Task<Digest> NodeAsync(CancellationToken cancellationToken)
    {
        var terms = _terms ??= await Calls.GetTermsAsync(null, cancellationToken).ConfigureAwait(false);
        return Digest.TryRead(terms.Node.Span, out var node)
            ? node
            : throw _client.Fail(VerificationFailure.MailAnswer, "the node does not say which validator it is.");
    }

    /// <summary>Works out a stamp over the node's present epoch.</summary>
    internal Task<ulong> StampAsync(ByteString epoch, Digest address, Digest content, int bits, CancellationToken cancellationToken)
    {
        if (epoch.Length != Stamps.EpochBytes)
        {
            throw Fail(VerificationFailure.MailAnswer, $"the node's epoch of stamps has {epoch.Length} bytes.");
        }

        var subject = Stamps.Subject(Genesis.Hasher, Genesis.ChainId, epoch.Span, address, content);
        return Task.Run(() => Stamps.Find(Genesis.Hasher, subject, bits, cancellationToken), cancellationToken);
    }

    internal VerificationException Fail(VerificationFailure failure, string what) => _client.Fail(failure, what);

    /// <summary>
    /// Makes a request that answers a challenge; one more where the challenge was too old or an answer was lost on the way.
    /// </summary>
    internal async Task<T> WithChallengeAsync<T>(
        Func<Digest, ByteString, Task<(T Answer, ByteString? Next)>> request, CancellationToken cancellationToken)
    {
        var node = await NodeAsync(cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            var challenge = Interlocked.Exchange(ref _challenge, null) ?? await FreshAsync(node, cancellationToken).ConfigureAwait(false);
            try
            {
                var (answer, next) = await request(node, challenge).ConfigureAwait(false);
                Interlocked.Exchange(ref _challenge, next);
                return answer;
            }
            catch (RefusedException e) when (e.Code is RefusalCode.BadChallenge or RefusalCode.ChallengeUsed && attempt < ChallengesMax)
            {
                Interlocked.Exchange(ref _challenge, null);
            }
        }
    }

    /// <summary>Throws unless this validator of the chain has signed.</summary>
    internal Task VerifyAsync(Digest node, SignBytes message, Signature? signature, CancellationToken cancellationToken) =>
        _client.ReceiptKeys.VerifyAsync(node, message, signature, VerificationFailure.MailReceipt, cancellationToken);

    private async Task<ByteString> FreshAsync(Digest node, CancellationToken cancellationToken)
    {
        var fresh = await Calls.GetChallengeAsync(cancellationToken).ConfigureAwait(false);
        return fresh.Node.Span.SequenceEqual(node.ToArray())
            ? fresh.Challenge
            : throw Fail(VerificationFailure.MailAnswer, "the node says now that it is another validator.");
    }
}
