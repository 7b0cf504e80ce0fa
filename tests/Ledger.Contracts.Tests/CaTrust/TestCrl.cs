using Google.Protobuf;
using Ledger.Certificates.Names;
using Ledger.TestConsortium;

namespace Ledger.Contracts.Tests;

/// <summary>Revocation lists of this world's authorities.</summary>
internal static class TestCrl
{
    internal static ByteString Make(
        byte keySeed, string name, long thisUpdateMs, long? nextUpdateMs, params (byte Serial, long Since)[] revoked) =>
        ByteString.CopyFrom(TestRevocationList.Make(
            World.Key(keySeed),
            DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, name)),
            thisUpdateMs,
            nextUpdateMs,
            revoked));
}
