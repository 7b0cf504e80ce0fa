using System.Runtime.CompilerServices;
using Ledger.Crypto;

namespace Ledger.State.Trie;

/// <summary>A hash held in place, so that a node is one object and not several.</summary>
[InlineArray(IHasher.DigestBytes)]
internal struct InlineHash
{
    private byte _first;

    public static InlineHash From(ReadOnlySpan<byte> bytes)
    {
        InlineHash digest = default;
        bytes[..IHasher.DigestBytes].CopyTo(digest);
        return digest;
    }

    public readonly byte[] ToArray()
    {
        ReadOnlySpan<byte> bytes = this;
        return bytes.ToArray();
    }
}
