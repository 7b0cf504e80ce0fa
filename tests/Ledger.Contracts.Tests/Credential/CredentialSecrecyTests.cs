using System.Text;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Contracts.Tests;

/// <summary>
/// DOMAIN §2's leak checklist, "qualification lookups … naming a section": before a section is open, and where it fails before that, no
/// record of credentials and no event of them joins it to a bidder, whoever calls.
/// </summary>
public sealed class CredentialSecrecyTests
{
    [Theory]
    [InlineData(SectionState.Announced)]
    [InlineData(SectionState.Postponed)]
    [InlineData(SectionState.Failed)]
    [InlineData(SectionState.Terminated)]
    public void Nothing_of_credentials_names_a_section_before_its_opening(SectionState state)
    {
        var finished = new World().WithCredentials().WithSection(SectionState.Contracted).PerformingHere();
        var w = new World().WithCredentials().WithSection(state);
        Call[] calls =
        [
            .. new[]
            {
                World.Registering(), World.Qualifying(), World.Certifying(), World.Personal(), World.Crediting(), World.Performing(),
                finished,
            }.Select(CredentialRows.Call),
            CheckRows.Call(World.Checking()),
            CheckRows.Call(World.With(World.Checking(), check => check.SubjectUscc = World.Uscc(8))),
        ];
        var before = w.Events.Count;
        foreach (var signer in (Signer[])[w.Authority, w.Regulator, w.Centre, w.OtherCentre, w.Bidder, w.Tenderer])
        {
            foreach (var call in calls)
            {
                w.Run(signer, call);
            }
        }

        var written = w.State.Entries
            .Where(entry => LedgerTables.NameOf(entry.Key)!.StartsWith("credential/", StringComparison.Ordinal))
            .ToList();
        Assert.True(written.Count > 6, $"only {written.Count} records were written");
        Assert.DoesNotContain(written, entry => Names(entry.Key) || Names(entry.Value));
        Assert.DoesNotContain(w.Events.Skip(before), happened => Names(happened.Key.Span) || Names(happened.Record.Span));
    }

    private static bool Names(ReadOnlySpan<byte> bytes) => bytes.IndexOf(Encoding.ASCII.GetBytes(World.SectionCode)) >= 0;
}
