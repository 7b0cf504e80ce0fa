using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>What an order needs of mailboxes: at-least-once delivery of sealed letters, in no order, by nobody in particular.</summary>
public interface IOrderMail
{
    /// <summary>A fresh mailbox of nobody: its secret keys, and the card to write to it.</summary>
    (byte[] Secret, MailboxCard Card) NewMailbox();

    /// <summary>Seals a letter once; what comes out is kept durably and deposited as often as needed.</summary>
    byte[] Seal(MailboxCard to, ReadOnlySpan<byte> content);

    /// <summary>Leaves a sealed letter; returns once a node has given its receipt. The same letter again is harmless.</summary>
    Task DepositAsync(ReadOnlyMemory<byte> sealedLetter, CancellationToken cancellationToken);

    /// <summary>
    /// Leaves cover that its reader drops, of the size of every letter, at a node drawn at random; returns once the node has given its
    /// receipt.
    /// </summary>
    Task LeaveDecoyAsync(MailboxCard to, CancellationToken cancellationToken);

    /// <summary>
    /// Hands over every letter that lies in a mailbox, then lets the nodes delete it. A letter is deleted only after <paramref
    /// name="take"/> has returned for it.
    /// </summary>
    /// <param name="secret">The mailbox's secret keys.</param>
    /// <param name="cursorPath">A file of this mailbox's own, in which is kept what was read.</param>
    /// <param name="take">Deals with one letter durably.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task ReceiveAsync(
        ReadOnlyMemory<byte> secret,
        string cursorPath,
        Func<ReadOnlyMemory<byte>, CancellationToken, Task> take,
        CancellationToken cancellationToken);
}
