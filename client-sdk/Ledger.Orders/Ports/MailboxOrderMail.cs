using Ledger.Client.Mailbox;
using Ledger.Protocol;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>The nodes' mailboxes through the SDK. All letters of orders are of one size.</summary>
/// <param name="client">Deposits and fetches.</param>
/// <param name="genesis">The chain.</param>
/// <param name="nodes">Validator ids that this side reads its mailboxes at; none for any.</param>
public sealed class MailboxOrderMail(MailboxClient client, GenesisFile genesis, IReadOnlyList<Digest> nodes) : IOrderMail
{
    /// <inheritdoc/>
    public (byte[] Secret, MailboxCard Card) NewMailbox()
    {
        using var owner = MailboxOwner.Generate(genesis.Suite);
        return (owner.Export(), owner.ToRecipient(nodes).ToMessage());
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The card is malformed.</exception>
    public byte[] Seal(MailboxCard to, ReadOnlySpan<byte> content) => MailboxRecipient.TryRead(to, genesis.Suite, out var recipient)
        ? client.Seal(recipient, content, OrderLetters.MailBytes).Export()
        : throw new ArgumentException("The mailbox card is malformed, or of another suite.", nameof(to));

    /// <inheritdoc/>
    public Task DepositAsync(ReadOnlyMemory<byte> sealedLetter, CancellationToken cancellationToken) =>
        client.DepositAsync(SealedLetter.Import(sealedLetter.Span), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The card is malformed.</exception>
    public Task LeaveDecoyAsync(MailboxCard to, CancellationToken cancellationToken) =>
        MailboxRecipient.TryRead(to, genesis.Suite, out var recipient)
        ? client.SendDecoyAsync(recipient, OrderLetters.MailBytes, cancellationToken)
        : throw new ArgumentException("The mailbox card is malformed, or of another suite.", nameof(to));

    /// <inheritdoc/>
    public async Task ReceiveAsync(
        ReadOnlyMemory<byte> secret,
        string cursorPath,
        Func<ReadOnlyMemory<byte>, CancellationToken, Task> take,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(take);
        using var owner = MailboxOwner.Import(secret.Span);
        var cursor = new FileMailboxCursor(cursorPath);
        await foreach (var page in client.ReceiveAsync(owner, cursor, cancellationToken).ConfigureAwait(false))
        {
            foreach (var letter in page.Letters)
            {
                await take(letter.Content, cancellationToken).ConfigureAwait(false);
            }

            await client.AcknowledgeAsync(owner, page, cursor, cancellationToken).ConfigureAwait(false);
        }
    }
}
