using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.Tests;

/// <summary>A full history of the longest texts is still a value that the state takes.</summary>
public sealed class HistoryBoundsTests
{
    private static readonly string Longest = new('长', DatedList.TextCharsMax);

    [Fact]
    public void Full_histories_fit_into_the_state()
    {
        var w = new World().WithCa();
        for (var i = 0; i < DatedList.EntriesMax; i++)
        {
            w.Later(1);
            AuthorityStatuses.Enact(TrustWorld.Status(AuthorityStatus.Active, s => s.Reason = Longest).SetStatus, w.State, w.Time);
            var acceptance = TrustWorld.Accepting(
                "000000", AcceptedUsage.Login, AcceptedUsage.Sign, AcceptedUsage.Seal, AcceptedUsage.Encrypt).SetAcceptance;
            acceptance.Source = Longest;
            Acceptances.Enact(acceptance, w.State, w.Time);
            var floor = TrustWorld.Floor().PutFloor;
            floor.Source = Longest;
            Floors.Enact(floor, w.State, w.Time);
            var freshness = TrustWorld.Freshness(StaleMeaning.Warn).PutFreshness;
            freshness.Source = Longest;
            FreshnessPolicies.Enact(freshness, w.State, w.Time);
        }

        Assert.All(w.State.Entries, entry => Assert.InRange(entry.Value.Length, 0, StateLimits.ValueBytesMax));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("acceptance")]
    [InlineData("floor")]
    [InlineData("freshness")]
    public void A_text_that_is_longer_is_refused(string what)
    {
        var w = new World().WithCa();
        var change = what switch
        {
            "status" => TrustWorld.Status(AuthorityStatus.Suspended, s => s.Reason = Longest + "长"),
            "acceptance" => TrustWorld.Accepting("440400", AcceptedUsage.Sign),
            "floor" => TrustWorld.Floor(),
            _ => TrustWorld.Freshness(StaleMeaning.Warn),
        };
        (change.SetAcceptance ?? new SetAcceptance()).Source = Longest + "长";
        (change.PutFloor ?? new FloorPeriod()).Source = Longest + "长";
        (change.PutFreshness ?? new FreshnessPolicy()).Source = Longest + "长";
        Assert.Equal(RefusalCode.BadText, w.Enact(change).Code);
    }

    [Fact]
    public void A_full_entry_of_a_ca_and_its_proposal_fit_into_the_state()
    {
        var w = new World();
        var text = new string('长', 200);
        var change = TrustWorld.Entering(entry =>
        {
            (entry.Name, entry.Product) = (text, text);
            entry.CrlUrls.Clear();
            entry.CrlUrls.AddRange(Enumerable.Repeat(text, 8));
            entry.OcspUrls.AddRange(Enumerable.Repeat(text, 8));
            entry.Approvals.Clear();
            entry.Approvals.AddRange(Enumerable.Repeat(World.Blob(32), 16));
        });
        w.MustEnact(change);
        var overhead = w.State.Entries.Max(entry => entry.Value.Length) - change.PutAuthority.Certificates.Sum(
            certificate => certificate.Der.Length);
        Assert.InRange(AuthorityEntries.DerBytesMax + overhead + (40 * AuthorityEntries.CertificatesMax), 0, StateLimits.ValueBytesMax);
    }
}
