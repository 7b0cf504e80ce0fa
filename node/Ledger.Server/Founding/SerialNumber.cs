using System.Security.Cryptography;

namespace Ledger.Server.Founding;

/// <summary>Serial numbers of the certificates that a founding issues.</summary>
internal static class SerialNumber
{
    private const int Bytes = 16;

    /// <summary>A random one: positive, and as long as it is in DER.</summary>
    internal static byte[] New() => [0x40, .. RandomNumberGenerator.GetBytes(Bytes - 1)];
}
