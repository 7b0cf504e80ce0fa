using Google.Protobuf;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Client.Mailbox;

/// <summary>
/// Sends letters, and in <c>.Receiving</c> reads them. What leaves this class is sealed to its reader, padded, and stamped; what a node
/// says of it is verified. Safe for use by several threads.
/// </summary>
public sealed partial class MailboxClient : MailClient
{
    /// <summary>Longest content of a letter, in bytes. Larger things are documents.</summary>
    public const int ContentBytesMax = LetterContent.BytesMax;

    private MailboxClient(MailboxClientOptions options)
        : base(options)
    {
    }

    /// <summary>Opens a client. Nothing is sent before the first call.</summary>
    /// <exception cref="ArgumentException">The options have errors; the message lists them.</exception>
    public static MailboxClient Open(MailboxClientOptions options) => new(options);

    /// <summary>The validators behind the client's nodes, in their order, for one's own card.</summary>
    /// <exception cref="LedgerClientException">A node refused or is unreachable.</exception>
    public async Task<IReadOnlyList<Digest>> NodesAsync(CancellationToken cancellationToken = default)
    {
        var nodes = new List<Digest>();
        foreach (var endpoint in Endpoints)
        {
            nodes.Add(await endpoint.NodeAsync(cancellationToken).ConfigureAwait(false));
        }

        return nodes;
    }

    /// <summary>Seals a content to its reader, padded to the next size of letters.</summary>
    /// <param name="to">The reader.</param>
    /// <param name="content">At most <see cref="ContentBytesMax"/> bytes.</param>
    /// <param name="letterBytesMin">Smallest letter to take, in bytes, so that letters of one kind do not differ in size.</param>
    /// <exception cref="ArgumentException">The content is too long, or the reader's key none.</exception>
    public SealedLetter Seal(MailboxRecipient to, ReadOnlySpan<byte> content, int letterBytesMin = 0)
    {
        ArgumentNullException.ThrowIfNull(to);
        return Seal(to, LetterKind.Letter, content, LetterContent.SizeFor(content.Length, letterBytesMin));
    }

    /// <summary>
    /// Seals and leaves a letter in one. To be safe against a kill in between, keep what <see cref="Seal(MailboxRecipient,
    /// ReadOnlySpan{byte}, int)"/> gives.
    /// </summary>
    /// <inheritdoc cref="DepositAsync"/>
    public Task<LetterReceipt> SendAsync(
        MailboxRecipient to, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        DepositAsync(Seal(to, content.Span), cancellationToken);

    /// <summary>
    /// Leaves a letter that says nothing and that its reader drops: cover for those that do. The nodes are asked in an order drawn anew for
    /// each, for letters that are no cover come through all nodes too.
    /// </summary>
    /// <param name="to">The reader.</param>
    /// <param name="letterBytes">Its size, one of <see cref="Letters.Sizes"/>.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <inheritdoc cref="DepositAsync"/>
    public Task<LetterReceipt> SendDecoyAsync(MailboxRecipient to, int letterBytes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        return Letters.IsSize(letterBytes)
            ? DepositAtOneOfAsync(Shuffled(), Seal(to, LetterKind.Decoy, [], letterBytes), cancellationToken)
            : throw new ArgumentException(
                $"A letter has {string.Join(", ", Letters.Sizes)} bytes, not {letterBytes}.", nameof(letterBytes));
    }

    /// <summary>Checks a receipt that somebody shows: that it is of this chain, and the word of one who is a validator now.</summary>
    /// <exception cref="LedgerClientException">It is not, or no node answered.</exception>
    public async Task<DepositReceiptBody> VerifyReceiptAsync(DepositReceipt receipt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var endpoint = Endpoints[0];
        var body = DepositReceiptBody.TryRead(receipt.Body.Span);
        if (body is null || body.ChainId != Genesis.ChainId)
        {
            throw endpoint.Fail(VerificationFailure.MailReceipt, "this is no receipt of this chain.");
        }

        await endpoint.VerifyAsync(
            body.Node, DepositReceiptBody.Message(Genesis.Hasher, receipt.Body.Span), receipt.Signature, cancellationToken)
            .ConfigureAwait(false);
        return body;
    }

    /// <summary>Leaves a letter at the first node that serves its address and takes it. The same letter again does no harm.</summary>
    /// <exception cref="LedgerClientException">No node took it; the error of the last one that was asked.</exception>
    public Task<LetterReceipt> DepositAsync(SealedLetter letter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return DepositAtOneOfAsync(Endpoints, letter, cancellationToken);
    }

    private Task<LetterReceipt> DepositAtOneOfAsync(
        IReadOnlyList<MailEndpoint> endpoints, SealedLetter letter, CancellationToken cancellationToken) =>
        AtFirstAsync(
            endpoints,
            node => letter.Nodes.Count == 0 || letter.Nodes.Contains(node),
            (endpoint, node) => DepositAtAsync(endpoint, node, letter, cancellationToken),
            "None of the client's nodes serves the address.",
            cancellationToken);

    private MailEndpoint[] Shuffled()
    {
        MailEndpoint[] endpoints = [.. Endpoints];
        for (var last = endpoints.Length - 1; last > 0; last--)
        {
            var other = Options.Random.Below(last + 1);
            (endpoints[last], endpoints[other]) = (endpoints[other], endpoints[last]);
        }

        return endpoints;
    }

    private SealedLetter Seal(MailboxRecipient to, LetterKind kind, ReadOnlySpan<byte> content, int letterBytes)
    {
        var padded = LetterContent.Pad(kind, content, letterBytes);
        var letter = SealedBox.Seal(to.EncryptionKey, padded, Letters.AssociatedData(Genesis.ChainId, to.Address), Options.Random);
        return new SealedLetter(to.Address, letter, to.Nodes);
    }

    private async Task<LetterReceipt> DepositAtAsync(
        MailEndpoint endpoint, Digest node, SealedLetter letter, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            // Asked for each letter: the price rises with what the node and the address hold, and the epoch passes.
            var terms = await endpoint.Calls.GetTermsAsync(letter.Address, cancellationToken).ConfigureAwait(false);
            var bits = Letters.StampBits((int)Math.Min(terms.StampBits, Stamps.BitsMax), letter.Letter.Length);
            RequireAffordable(endpoint, bits);
            try
            {
                return await DepositAtAsync(endpoint, node, letter, terms.StampEpoch, bits, cancellationToken).ConfigureAwait(false);
            }
            catch (RefusedException e) when (e.Code == RefusalCode.BadStamp && attempt == 1)
            {
                // Its price went up, or its epoch passed, while the stamp was made.
            }
        }
    }

    private async Task<LetterReceipt> DepositAtAsync(
        MailEndpoint endpoint, Digest node, SealedLetter letter, ByteString epoch, int bits, CancellationToken cancellationToken)
    {
        var digest = Letters.DigestOf(Genesis.Hasher, letter.Letter.Span);
        var request = new DepositRequest
        {
            Address = ByteString.CopyFrom(letter.Address.ToArray()),
            Letter = UnsafeByteOperations.UnsafeWrap(letter.Letter),
            Stamp = await endpoint.StampAsync(epoch, letter.Address, digest, bits, cancellationToken).ConfigureAwait(false),
        };
        var receipt = await endpoint.Calls.DepositAsync(request, cancellationToken).ConfigureAwait(false);
        var body = DepositReceiptBody.TryRead(receipt.Body.Span);
        if (body is null || body.ChainId != Genesis.ChainId || body.Node != node || body.Address != letter.Address ||
            body.LetterDigest != digest)
        {
            throw endpoint.Fail(VerificationFailure.MailReceipt, "the receipt is for another letter.");
        }

        await endpoint.VerifyAsync(
            node, DepositReceiptBody.Message(Genesis.Hasher, receipt.Body.Span), receipt.Signature, cancellationToken)
            .ConfigureAwait(false);
        return new LetterReceipt(receipt, body);
    }
}

/// <summary>A node's word that it holds a letter, verified against the chain's validators.</summary>
/// <param name="Message">As the node signed it, to be shown later.</param>
/// <param name="Body">What it says.</param>
public sealed record LetterReceipt(DepositReceipt Message, DepositReceiptBody Body)
{
    /// <summary>The validator that signed.</summary>
    public Digest Node => Body.Node;

    /// <summary>What names the letter.</summary>
    public Digest LetterDigest => Body.LetterDigest;
}
