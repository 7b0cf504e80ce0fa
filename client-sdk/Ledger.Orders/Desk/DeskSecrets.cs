using System.Buffers.Binary;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;

namespace Ledger.Orders;

/// <summary>
/// What a desk derives from its secret, so that whatever is tried again is the same bytes: business keys by HMAC, never by a hash of
/// section or bidder, which anybody could try out (DOMAIN §2, leak checklist).
/// </summary>
/// <param name="hasher">The chain's hash.</param>
/// <param name="secret">32 bytes.</param>
internal sealed class DeskSecrets(IHasher hasher, ReadOnlyMemory<byte> secret)
{
    private enum Use : byte
    {
        Version = 1,
        IssueKey = 2,
        SurrenderKey = 3,
        Number = 4,
        Batch = 5,
        AmendKey = 6,
        EndorseKey = 7,
    }

    /// <summary>Ids, salts and ephemeral keys of one version of one order; of a later attempt others.</summary>
    internal IRandomSource RandomOf(ReadOnlySpan<byte> orderId, uint version, uint attempt = 0) =>
        new Stream(hasher, Derive(Use.Version, [.. orderId, .. Bytes(version), .. attempt == 0 ? [] : Bytes(attempt)]));

    /// <summary>Decoys of one batch.</summary>
    internal IRandomSource RandomOf(ulong batch) => new Stream(hasher, Derive(Use.Batch, Bytes(batch)));

    internal byte[] IssueKey(ulong batch) => Derive(Use.IssueKey, Bytes(batch));

    internal byte[] SurrenderKey(ulong batch, uint attempt) => Derive(Use.SurrenderKey, [.. Bytes(batch), .. Bytes(attempt)]);

    internal byte[] AmendKey(ReadOnlySpan<byte> orderId, uint version) => Derive(Use.AmendKey, [.. orderId, .. Bytes(version)]);

    internal byte[] EndorseKey(ReadOnlySpan<byte> orderId) => Derive(Use.EndorseKey, orderId);

    /// <summary>A guarantee's number: not sequential, for a sequence can be counted.</summary>
    internal string NumberOf(ReadOnlySpan<byte> orderId) => $"G{Convert.ToHexString(Derive(Use.Number, orderId), 0, 8)}";

    private byte[] Derive(Use use, ReadOnlySpan<byte> context) =>
        KeyedHash.Compute(hasher, secret.Span, [.. DomainTag.DeskSecret, (byte)use, .. context]);

    private static byte[] Bytes(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>HMAC(seed, 1) ‖ HMAC(seed, 2) ‖ …, drawn in pieces.</summary>
    private sealed class Stream(IHasher hasher, byte[] seed) : IRandomSource
    {
        private byte[] _block = [];
        private int _used;
        private ulong _counter;

        public void Fill(Span<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                if (_used == _block.Length)
                {
                    _block = KeyedHash.Compute(hasher, seed, Bytes(++_counter));
                    _used = 0;
                }

                var count = Math.Min(bytes.Length, _block.Length - _used);
                _block.AsSpan(_used, count).CopyTo(bytes);
                _used += count;
                bytes = bytes[count..];
            }
        }
    }
}
