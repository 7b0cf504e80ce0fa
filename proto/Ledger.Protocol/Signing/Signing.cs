using Google.Protobuf;
using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>Signs what the table of signed messages holds, and nothing else.</summary>
public static class Signing
{
    /// <summary>The signature's value over one message.</summary>
    public static byte[] Sign(this ISigner key, SignBytes message)
    {
        ArgumentNullException.ThrowIfNull(key);
#pragma warning disable RS0030 // the one place that signs bytes
        return key.Sign(message.Span);
#pragma warning restore RS0030
    }

    /// <summary>The signature over one message with the key's algorithm, as messages carry it.</summary>
    public static V1.Signature SignatureOver(this ISigner key, SignBytes message)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new V1.Signature { Algorithm = (uint)key.PublicKey.Algorithm, Value = UnsafeByteOperations.UnsafeWrap(key.Sign(message)) };
    }
}
