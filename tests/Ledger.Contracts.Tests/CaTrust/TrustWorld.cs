using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Paths;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;
using Signer = Ledger.Schema.Signer;

namespace Ledger.Contracts.Tests;

/// <summary>
/// A consortium with one CA, "test-ca": an anchor, an intermediate authority below it, and a bidder's certificates from both.
/// </summary>
internal static class TrustWorld
{
    internal const string CaId = "test-ca";
    internal const string RootName = "Test CA";
    internal const string SubName = "Test Sub CA";
    internal const byte RootSeed = 50;
    internal const byte SubSeed = 70;
    internal const byte SubSerial = 9;
    internal static readonly string CaUscc = World.Uscc(40);
    internal static readonly TrustPlace Zhuhai = new("440400", World.Uscc(1));

    internal static CertificateIssuer Sub => Certificates.IssuerOf(SubSeed, SubName);

    internal static Certificate SubCertificate() =>
        Certificates.Once(Certificates.IssuerOf(RootSeed, RootName).Issue(new CertificateTemplate
        {
            Subject = Sub.Name,
            PublicKey = World.Key(SubSeed).PublicKey,
            SerialNumber = new[] { SubSerial },
            NotBeforeMs = Certificates.NotBefore,
            NotAfterMs = Certificates.NotAfter,
            KeyUsage = KeyUsages.KeyCertSign | KeyUsages.CrlSign,
            IsAuthority = true,
        }));

    internal static PutCertificateAuthority Entry() => new()
    {
        CaId = CaId,
        Name = "测试CA",
        Uscc = CaUscc,
        Product = "企业证书",
        Profile = "gb-t-20518",
        Certificates =
        {
            new AuthorityCertificate { Der = Certificates.Root().ToDer(), Anchor = true },
            new AuthorityCertificate { Der = SubCertificate().ToDer() },
        },
        CrlUrls = { "http://ca.example/1.crl" },
        Approvals = { World.Blob(32) },
    };

    internal static TrustChange Entering(Action<PutCertificateAuthority>? change = null)
    {
        var entry = Entry();
        change?.Invoke(entry);
        return new TrustChange { PutAuthority = entry };
    }

    internal static TrustChange Status(AuthorityStatus status, Action<SetAuthorityStatus>? change = null)
    {
        var set = new SetAuthorityStatus { CaId = CaId, Status = status, EvidenceDigest = World.Blob(32), Reason = "决定" };
        change?.Invoke(set);
        return new TrustChange { SetStatus = set };
    }

    internal static TrustChange Accepting(string place, params AcceptedUsage[] usages) =>
        new() { SetAcceptance = new SetAcceptance { Place = place, CaId = CaId, Usages = { usages }, Source = "互认协议" } };

    /// <summary>The entry with one licence.</summary>
    internal static TrustChange Licensed(long from, long until, LicenceKind kind = LicenceKind.Certification) => Entering(
        entry => entry.Licences.Add(new AuthorityLicence { Kind = kind, Number = "ECP44010118007", ValidFrom = from, ValidUntil = until }));

    internal static TrustChange Floor(uint rsaBitsMin = 2048, bool sm2 = true, long from = 0) => new()
    {
        PutFloor = new FloorPeriod { EffectiveFrom = from, RsaBitsMin = rsaBitsMin, EcdsaBitsMin = 256, Sm2 = sm2, Source = "密码管理" },
    };

    internal static TrustChange Freshness(StaleMeaning meaning, string scope = CaTrustTables.AllAuthorities, long maxAgeMs = World.Day) =>
        new() { PutFreshness = new FreshnessPolicy { Scope = scope, MaxAgeMs = maxAgeMs, OnStale = meaning, Source = "办法" } };

    /// <summary>Puts a change through votes: three of four members approve.</summary>
    internal static Refused Enact(this World w, TrustChange change)
    {
        var id = ByteString.CopyFrom(CertificateId.Compute(World.Hasher, BitConverter.GetBytes(w.Height)).ToArray().AsSpan(0, 16));
        var proposal = new ProposeChange { ProposalId = id, ClosesAt = w.Time + World.Day, Trust = change };
        var refused = w.Run(w.Centre, new Call { Membership = new MembershipCall { Propose = proposal } });
        foreach (var voter in (Signer[])(refused.IsRefused ? [] : [w.Centre, w.Guarantor, w.OtherCentre]))
        {
            refused = w.Run(
                voter, new Call { Membership = new MembershipCall { Vote = new VoteOnProposal { ProposalId = id, Approve = true } } });
        }

        return refused;
    }

    internal static World MustEnact(this World w, params TrustChange[] changes)
    {
        foreach (var change in changes)
        {
            var refused = w.Enact(change);
            Assert.False(refused.IsRefused, $"{refused.Code}: {refused.Detail}");
        }

        return w;
    }

    /// <summary>The CA active and accepted in the whole country for every usage, a day later.</summary>
    internal static World WithCa(this World w)
    {
        w.MustEnact(Entering(), Status(AuthorityStatus.Active),
            Accepting("000000", AcceptedUsage.Login, AcceptedUsage.Sign, AcceptedUsage.Seal, AcceptedUsage.Encrypt));
        return w.Later(World.Day);
    }

    internal static World Later(this World w, long ms)
    {
        w.Time += ms;
        return w;
    }

    internal static TrustAnswer Ask(
        this World w,
        Certificate certificate,
        CertificateUsage usage = CertificateUsage.Sign,
        long? at = null,
        TrustPlace? place = null) =>
        CertificateTrust.Check(
            w.State,
            World.Hasher,
            new SignatureVerifier(),
            new TrustQuestion(certificate, usage, place ?? Zhuhai, at ?? w.Time),
            Math.Max(at ?? 0, w.Time));

    internal static Call Importing(ByteString crl, string caId = CaId) =>
        new() { CaTrust = new CaTrustCall { ImportCrl = new ImportCrl { CaId = caId, Crl = crl } } };

    internal static ByteString RootCrl(long thisUpdateMs, params (byte Serial, long Since)[] revoked) =>
        TestCrl.Make(RootSeed, RootName, thisUpdateMs, thisUpdateMs + World.Day, revoked);
}
