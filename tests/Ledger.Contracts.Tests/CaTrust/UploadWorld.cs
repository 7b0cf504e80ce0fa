using System.Numerics;
using Google.Protobuf;
using Ledger.Certificates.Names;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;
using Ledger.TestConsortium;

namespace Ledger.Contracts.Tests;

/// <summary>A list of the test CA that comes in parts, and the calls for it.</summary>
internal sealed class UploadWorld
{
    private readonly byte[] _der;

    private UploadWorld(byte[] der)
    {
        _der = der;
        Digest = DigestOf(der);
    }

    internal ByteString Digest { get; }

    internal uint Parts => CrlUploadLimits.PartsOf((uint)_der.Length);

    internal int Bytes => _der.Length;

    /// <summary>A list of 6,000 entries in four parts, made a second ago.</summary>
    internal static UploadWorld Of(World w, int entries = 6000, byte keySeed = TrustWorld.RootSeed, string name = TrustWorld.RootName) =>
        new(TestRevocationList.Make(
        World.Key(keySeed),
        DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, name)),
        w.Time - 1000,
        w.Time + World.Day,
        [.. Enumerable.Range(1, entries).Select(i => (SerialOf(i), w.Time - World.Day))]));

    internal static BigInteger SerialOf(int i) => (BigInteger.One << 120) + i;

    internal Call Begin(string caId = TrustWorld.CaId, uint? bytes = null) => Of(call =>
        call.BeginCrlUpload = new BeginCrlUpload { CaId = caId, CrlDigest = Digest, CrlBytes = bytes ?? (uint)_der.Length });

    internal Call Part(uint index, Func<byte[], byte[]>? change = null) => Of(call => call.AddCrlPart = new AddCrlPart
    {
        CrlDigest = Digest,
        Index = index,
        Content = ByteString.CopyFrom(
            (change ?? (part => part))([.. _der.Skip((int)index * CrlUploadLimits.PartBytes).Take(CrlUploadLimits.PartBytes)])),
    });

    internal Call Apply() => Of(call => call.ApplyCrlUpload = new ApplyCrlUpload { CrlDigest = Digest });

    internal Call Drop() => Of(call => call.DropCrlUpload = new DropCrlUpload { CrlDigest = Digest });

    internal UploadWorld Begun(World w)
    {
        w.MustRun(w.Bidder, Begin());
        return this;
    }

    /// <summary>All parts but the last have come.</summary>
    internal UploadWorld AlmostThere(World w)
    {
        Begun(w);
        for (var index = 0u; index < Parts - 1; index++)
        {
            w.MustRun(w.Bidder, Part(index));
        }

        return this;
    }

    internal UploadWorld There(World w)
    {
        AlmostThere(w);
        w.MustRun(w.Bidder, Part(Parts - 1));
        return this;
    }

    private static ByteString DigestOf(byte[] der) =>
        ByteString.CopyFrom(TaggedHash.Compute(World.Hasher, DomainTag.RevocationList, der).ToArray());

    private static Call Of(Action<CaTrustCall> set)
    {
        var call = new CaTrustCall();
        set(call);
        return new Call { CaTrust = call };
    }
}
