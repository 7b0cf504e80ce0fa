using System.Collections.Concurrent;
using Google.Protobuf;
using Ledger.Client.Mailbox;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Orders.Tests;

/// <summary>
/// Mailboxes in memory, unsealed, so that a test may look at letters, hold them back, repeat them and swap them. What the real ones do is
/// shown over real ones.
/// </summary>
internal sealed class FakeMail : IOrderMail
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<byte[]>> _boxes = new(StringComparer.Ordinal);

    private readonly List<(Digest To, byte[] Letter)> _late = [];
    private Random? _disturbance;

    /// <summary>Throws instead of depositing while it is set.</summary>
    internal bool IsDown { get; set; }

    internal List<byte[]> Deposited { get; } = [];

    public (byte[] Secret, MailboxCard Card) NewMailbox()
    {
        using var owner = MailboxOwner.Generate(CryptoSuite.Guomi);
        return (owner.Export(), owner.ToRecipient([]).ToMessage());
    }

    public byte[] Seal(MailboxCard to, ReadOnlySpan<byte> content) =>
        new OutgoingLetter { Address = to.Address, Letter = ByteString.CopyFrom(content) }.ToByteArray();

    public Task DepositAsync(ReadOnlyMemory<byte> sealedLetter, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            throw new IOException("No node answers.");
        }

        var letter = OutgoingLetter.Parser.ParseFrom(sealedLetter.Span);
        Deposited.Add(letter.Letter.ToByteArray());
        var (address, bytes) = (new Digest(letter.Address.Span), letter.Letter.ToByteArray());
        switch (_disturbance?.Next(5))
        {
            case 0:
                break; // a node took it and lost it
            case 1:
                _late.Add((address, bytes));
                break;
            case 2:
                Leave(address, bytes);
                Leave(address, bytes);
                break;
            default:
                Leave(address, bytes);
                break;
        }

        return Task.CompletedTask;
    }

    /// <summary>From now on letters are lost, late and repeated, and some that were late arrive.</summary>
    internal void Disturb(Random random)
    {
        _disturbance = random;
        foreach (var (address, letter) in _late.Where(_ => random.Next(3) == 0).ToList())
        {
            Leave(address, letter);
            _late.Remove((address, letter));
        }
    }

    /// <summary>From now on every letter arrives, and so do those that were late.</summary>
    internal void Release()
    {
        _disturbance = null;
        _late.ForEach(late => Leave(late.To, late.Letter));
        _late.Clear();
    }

    /// <summary>Each decoy that was left, and a hook that may hold it up or fail it first.</summary>
    internal ConcurrentQueue<ByteString> Decoys { get; } = new();

    internal Func<MailboxCard, CancellationToken, Task>? BeforeDecoy { get; set; }

    public async Task LeaveDecoyAsync(MailboxCard to, CancellationToken cancellationToken)
    {
        await (BeforeDecoy?.Invoke(to, cancellationToken) ?? Task.CompletedTask);
        if (IsDown)
        {
            throw new IOException("No node answers.");
        }

        Decoys.Enqueue(to.Address);
    }

    public async Task ReceiveAsync(
        ReadOnlyMemory<byte> secret,
        string cursorPath,
        Func<ReadOnlyMemory<byte>, CancellationToken, Task> take,
        CancellationToken cancellationToken)
    {
        using var owner = MailboxOwner.Import(secret.Span);
        var box = BoxOf(owner.Address);
        while (box.TryPeek(out var letter))
        {
            await take(letter, cancellationToken);
            box.TryDequeue(out _);
        }
    }

    internal void Leave(Digest address, byte[] letter) => BoxOf(address).Enqueue(letter);

    internal void Leave(MailboxCard to, byte[] letter) => Leave(new Digest(to.Address.Span), letter);

    /// <summary>Takes everything out that lies in a box.</summary>
    internal List<byte[]> Intercept(MailboxCard card)
    {
        var taken = new List<byte[]>();
        while (BoxOf(new Digest(card.Address.Span)).TryDequeue(out var letter))
        {
            taken.Add(letter);
        }

        return taken;
    }

    private ConcurrentQueue<byte[]> BoxOf(Digest address) => _boxes.GetOrAdd(address.ToString(), _ => new ConcurrentQueue<byte[]>());
}
