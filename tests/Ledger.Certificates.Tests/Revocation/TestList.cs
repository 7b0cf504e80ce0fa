using System.Formats.Asn1;
using System.Globalization;
using Ledger.Certificates.Revocation;
using Ledger.Certificates.Tests.Paths;

namespace Ledger.Certificates.Tests.Revocation;

/// <summary>Revocation lists with whatever one likes in them, signed by a test authority.</summary>
internal sealed class TestList(TestAuthority authority)
{
    internal const string Delta = "2.5.29.27";
    internal const string IssuingPoint = "2.5.29.28";

    private readonly List<Action<AsnWriter>> _entries = [];
    private readonly List<Action<AsnWriter>> _extensions = [];

    internal DateTimeOffset ThisUpdate { get; init; } = TestAuthority.Begin.AddYears(2).AddDays(-1);

    internal DateTimeOffset? NextUpdate { get; init; } = TestAuthority.Begin.AddYears(2).AddDays(6);

    internal TestList Entry(
        Certificate certificate,
        DateTimeOffset since,
        RevocationReason? reason = null,
        params (string Oid, bool Critical, string Hex)[] extensions) =>
        Entry(certificate.SerialNumber, since, reason, extensions);

    internal TestList Entry(
        ReadOnlyMemory<byte> serial,
        DateTimeOffset since,
        RevocationReason? reason = null,
        params (string Oid, bool Critical, string Hex)[] extensions)
    {
        _entries.Add(writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(serial.Span);
                writer.WriteUtcTime(since);
                var all = extensions.ToList();
                if (reason is { } why)
                {
                    all.Add(("2.5.29.21", false, "0A01" + ((int)why).ToString("X2", CultureInfo.InvariantCulture)));
                }

                if (all.Count > 0)
                {
                    using (writer.PushSequence())
                    {
                        all.ForEach(one => WriteExtension(writer, one.Oid, one.Critical, one.Hex));
                    }
                }
            }
        });
        return this;
    }

    internal TestList Extension(string oid, bool critical, string hex)
    {
        _extensions.Add(writer => WriteExtension(writer, oid, critical, hex));
        return this;
    }

    internal RevocationList Parse()
    {
        Assert.True(RevocationList.TryParse(Encode(), out var list, out var error), error.ToString());
        return list!;
    }

    internal byte[] Encode(TestAuthority? signer = null)
    {
        var generator = (signer ?? authority).Generator;
        var algorithm = generator.GetSignatureAlgorithmIdentifier(authority.Hash);
        var signed = new AsnWriter(AsnEncodingRules.DER);
        using (signed.PushSequence())
        {
            signed.WriteInteger(1);
            signed.WriteEncodedValue(algorithm);
            signed.WriteEncodedValue(authority.Name.RawData);
            signed.WriteUtcTime(ThisUpdate);
            if (NextUpdate is { } next)
            {
                signed.WriteUtcTime(next);
            }

            if (_entries.Count > 0)
            {
                using (signed.PushSequence())
                {
                    _entries.ForEach(write => write(signed));
                }
            }

            if (_extensions.Count > 0)
            {
                using (signed.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                using (signed.PushSequence())
                {
                    _extensions.ForEach(write => write(signed));
                }
            }
        }

        var toSign = signed.Encode();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(toSign);
            writer.WriteEncodedValue(algorithm);
            writer.WriteBitString(generator.SignData(toSign, authority.Hash));
        }

        return writer.Encode();
    }

    private static void WriteExtension(AsnWriter writer, string oid, bool critical, string hex)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (critical)
            {
                writer.WriteBoolean(true);
            }

            writer.WriteOctetString(Convert.FromHexString(hex));
        }
    }
}
