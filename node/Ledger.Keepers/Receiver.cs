using System.Security.Cryptography;
using Ledger.Crypto.Groups;
using Ledger.Protocol;
using Ledger.Threshold;

namespace Ledger.Keepers;

/// <summary>
/// A keeper's receive key for one batch: opens what is dealt to it, complains, and is erased once the shares are summed and durable.
/// </summary>
public sealed class Receiver : IDisposable
{
    private readonly SecretScalars _secret = new(1);
    private readonly KeeperRandom _random;

    /// <summary>Draws a fresh key.</summary>
    public Receiver(BatchContext context, int keeper, KeeperRandom random)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(random);
        (Keeper, _random) = (keeper, random);
        var group = context.Group;
        using var nonce = new SecretScalars(1);
        _secret.Span[0] = random.Scalar(group);
        nonce.Span[0] = random.Nonce(group, DomainTag.KeeperReady, context.Digest, keeper);
        var key = group.MultiplyBase(in _secret.Span[0]);
        var commitment = group.MultiplyBase(in nonce.Span[0]);
        var z = Response.Of(group, in nonce.Span[0], ReceiveKeys.Challenge(context, keeper, in key, in commitment), _secret.Span);
        Message = new byte[ReceiveKeys.Bytes];
        group.EncodeEach([key, commitment], Message);
        group.Encode(in z, Message.AsSpan(2 * PrimeGroup.PointBytes));
    }

    /// <summary>The keeper's number.</summary>
    public int Keeper { get; }

    /// <summary>The receive key with its proof, for the chain.</summary>
    public byte[] Message { get; }

    /// <summary>
    /// The shares of a dealing; null, with the fault, where they are hidden wrongly, out of range, or do not fit: a reason to complain. All
    /// are checked at once, with weights that are drawn only now.
    /// </summary>
    public SecretScalars? Open(Dealing dealing, out ThresholdFault fault)
    {
        ArgumentNullException.ThrowIfNull(dealing);
        var context = dealing.Statement.Receivers.Context;
        var group = context.Group;
        var shared = group.Multiply(in _secret.Span[0], dealing.Statement.Ephemeral);
        var bytes = GC.AllocateUninitializedArray<byte>(context.Keys * PrimeGroup.ScalarBytes, pinned: true);
        var shares = new SecretScalars(context.Keys);
        try
        {
            fault = Read(dealing, in shared, bytes, shares);
            if (fault == ThresholdFault.None)
            {
                return shares;
            }

            shares.Dispose();
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>
    /// A complaint against a dealing. It opens to everybody what was dealt to this keeper: never send it for a batch that is, or may
    /// become, live.
    /// </summary>
    public byte[] Complain(DealingStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var group = statement.Receivers.Context.Group;
        using var nonce = new SecretScalars(1);
        nonce.Span[0] = _random.Nonce(group, DomainTag.KeeperComplaint, statement.Digest, Keeper);
        var shared = group.Multiply(in _secret.Span[0], statement.Ephemeral);
        var first = group.MultiplyBase(in nonce.Span[0]);
        var second = group.Multiply(in nonce.Span[0], statement.Ephemeral);
        var c = Complaint.Challenge(statement, Keeper, in shared, in first, in second);
        var z = Response.Of(group, in nonce.Span[0], in c, _secret.Span);
        var complaint = new byte[Complaint.Bytes];
        group.EncodeEach([shared, first, second], complaint);
        group.Encode(in z, complaint.AsSpan(3 * PrimeGroup.PointBytes));
        return complaint;
    }

    /// <summary>Erases the key.</summary>
    public void Dispose() => _secret.Dispose();

    private ThresholdFault Read(Dealing dealing, in GroupPoint shared, byte[] bytes, SecretScalars shares)
    {
        var group = dealing.Statement.Receivers.Context.Group;
        if (!ShareCipher.TryOpen(dealing.Statement, Keeper, in shared, dealing.CiphertextFor(Keeper).Span, bytes))
        {
            return ThresholdFault.Ciphertext;
        }

        var weights = new GroupScalar[shares.Count];
        for (var m = 0; m < weights.Length; m++)
        {
            if (!group.TryDecodeScalar(bytes.AsSpan(m * PrimeGroup.ScalarBytes, PrimeGroup.ScalarBytes), out shares.Span[m]))
            {
                return ThresholdFault.Scalar;
            }

            weights[m] = _random.Weight(group);
        }

        return DealtShares.Fit(dealing.Statement, Keeper, shares.Span, weights) ? ThresholdFault.None : ThresholdFault.Share;
    }
}
