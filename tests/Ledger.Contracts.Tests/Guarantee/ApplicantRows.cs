using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

/// <summary>Only what the bidder signed counts for it: one row for each way in which it did, and in which it did not.</summary>
internal static class ApplicantRows
{
    internal static IEnumerable<Row> All =>
    [
        Signed("by the bidder", RefusalCode.None, World.Encode(World.Terms()), @event: "guarantee.revealed"),
        Signed("by nobody", RefusalCode.NotSignedByApplicant, World.Terms().ToByteString()),
        Signed("by another bidder", RefusalCode.NotSignedByApplicant, World.Encode(World.Terms(), signedBy: 8)),
        Signed("by a key that is not registered", RefusalCode.NotSignedByApplicant, World.Encode(World.Terms(), signedBy: 9)),
        Signed(
            "by another's key under the bidder's certificate",
            RefusalCode.NotSignedByApplicant,
            Changed(t => t.ApplicantSignature = Of(8, World.CertificateOf(7)))),
        Signed("for a lower amount", RefusalCode.NotSignedByApplicant, Changed(t => t.AmountFen--)),
        Signed(
            "for another section",
            RefusalCode.NotSignedByApplicant,
            Changed(t => t.SectionCode = World.SectionCode, from: t => t.SectionCode = World.SectionCode[..22] + "9")),
        Signed(
            "for another guarantor",
            RefusalCode.NotSignedByApplicant,
            Changed(t => t.GuarantorUscc = World.Uscc(3), from: t => t.GuarantorUscc = World.Uscc(4))),
        Signed(
            "with a signature of no bytes", RefusalCode.NotSignedByApplicant, Changed(t => t.ApplicantSignature.Value = ByteString.Empty)),
        Signed(
            "with a signature of 513 bytes, for which terms have no room",
            RefusalCode.TermsMismatch,
            Changed(t => t.ApplicantSignature.Value = World.Blob(513))),
        Signed(
            "with a certificate id of 31 bytes",
            RefusalCode.NotSignedByApplicant,
            Changed(t => t.ApplicantSignature.CertificateId = World.Blob(31))),
        As("registered after the issue", RefusalCode.NotSignedByApplicant, record => record.RegisteredAt = World.Start + 1),
        As("revoked at the issue", RefusalCode.NotSignedByApplicant, record => record.RevokedAt = World.Start),
        As("revoked after the issue", RefusalCode.None, record => record.RevokedAt = World.Start + 1),
        As("replaced before the issue", RefusalCode.NotSignedByApplicant, record => record.ReplacedUntil = World.Start),
        As("replaced after the issue", RefusalCode.None, record => record.ReplacedUntil = World.Start + 1),
        As("expired before the issue", RefusalCode.NotSignedByApplicant, record => record.NotAfter = World.Start - 1),
        As("expired after the issue", RefusalCode.None, record => record.NotAfter = World.Start),
        new(
            "applicant: signed well, and in the same call for a lower amount", "DOMAIN §2: 投保合同签订", RefusalCode.NotSignedByApplicant,
            w => Reveal(w, World.Encode(World.Terms()), Changed(t => t.AmountFen--))),
        new(
            "applicant: signed for a lower amount, and in the same call well", "DOMAIN §2: 投保合同签订", RefusalCode.NotSignedByApplicant,
            w => Reveal(w, Changed(t => t.AmountFen--), World.Encode(World.Terms()))),
        As("for encryption", RefusalCode.NotSignedByApplicant, record => record.Kind = CertificateKind.Encryption),
    ];

    private static Row Signed(string name, RefusalCode expected, ByteString terms, string? @event = null) => new(
        $"applicant: signed {name}", "DOMAIN §2: 投保合同签订", expected, w => Reveal(w, terms), @event);

    private static Row As(string name, RefusalCode expected, Action<CertificateRecord> certificate) => new(
        $"applicant: signed with a certificate {name}", "DOMAIN §3: verify at signing time", expected, w =>
        {
            w.Register(7, certificate);
            return Reveal(w, World.Encode(World.Terms()));
        });

    /// <summary>Terms that the bidder signed, changed afterwards.</summary>
    private static ByteString Changed(Action<GuaranteeTerms> change, Action<GuaranteeTerms>? from = null)
    {
        var terms = World.Terms();
        from?.Invoke(terms);
        var signed = GuaranteeTerms.Parser.ParseFrom(World.Encode(terms));
        change(signed);
        return signed.ToByteString();
    }

    private static ApplicantSignature Of(byte key, Digest certificate)
    {
        using var signer = World.Key(key).CreateSigner();
        return ApplicantSignatures.Sign(World.Hasher, World.ChainId, World.Terms(), certificate, signer).ApplicantSignature;
    }

    private static Refused Reveal(World w, params ByteString[] terms)
    {
        ByteString[] ids = [.. terms.Select((_, i) => World.Blob(16, (byte)(i + 1)))];
        w.WithSection().MustRun(w.Guarantor, World.Issuing([.. terms.Select((one, i) => World.Seal(one, ids[i]))]));
        w.Time = World.OpeningTime;
        w.MustRun(w.Centre, World.Call(World.Opening()));
        var call = World.Revealing(terms[0], ids[0]);
        call.Guarantee.Open.Guarantees.Add(
            terms.Skip(1).Select((one, i) => World.Revealing(one, ids[i + 1]).Guarantee.Open.Guarantees[0]));
        return w.Run(w.Centre, call);
    }
}
