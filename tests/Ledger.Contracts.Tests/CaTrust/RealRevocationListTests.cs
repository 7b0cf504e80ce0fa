using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.Tests;

/// <summary>The national roots' real certificates and lists, through votes and ImportCrl.</summary>
public sealed class RealRevocationListTests
{
    private const string CaId = "nrcac";

    [SharedDataFact]
    public void The_lists_of_the_national_roots_are_imported_and_revoke_what_they_name()
    {
        var w = new World();
        var change = TrustWorld.Entering(entry =>
        {
            (entry.CaId, entry.Profile) = (CaId, "nrcac");
            entry.Certificates.Clear();
            entry.Certificates.AddRange(Roots().Select(der => new AuthorityCertificate { Der = der, Anchor = true }));
        });
        w.MustEnact(change);
        foreach (var (file, entries)
            in new[] { ("nrcac_rootca.crl", 18u), ("nrcac_civil_servant_root.crl", 1u), ("nrcac_device_root.crl", 1u) })
        {
            var crl = ByteString.CopyFrom(File.ReadAllBytes(SharedData.PathOf($"01-cn-sm2-pki/crl/{file}")));
            w.MustRun(w.Bidder, TrustWorld.Importing(crl, CaId));
            Assert.Equal(entries, RevocationLists.Parser.ParseFrom(w.Events[^1].Record).Imports.Single().Entries);
        }

        Assert.Equal(20, w.State.Entries.Count(entry => entry.Key.AsSpan().StartsWith(CaTrustTables.Revocations.Prefix)));
    }

    private static IEnumerable<ByteString> Roots() => Directory.EnumerateFiles(Path.Combine(SharedData.Root!, "01-cn-sm2-pki", "roots"))
        .Order(StringComparer.Ordinal)
        .Select(file => ByteString.CopyFrom(CertificateBundle.Read(File.ReadAllBytes(file)).Certificates.Single().Span));
}
