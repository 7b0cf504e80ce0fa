namespace Ledger.EndToEnd.Tests.Integration;

/// <summary>
/// Pages of docs/roles that move the rehearsal's clock past what other pages announce: each has a consortium of its own.
/// </summary>
public sealed class MovedClockPageTests
{
    [Theory]
    [InlineData(
        "clerk", 11, "Nothing was sent.", "openings today", "Postponement", "0 of 3 bonds comply", "section.opening_completed",
        "0 letters", "Revoked")]
    [InlineData("tenderer", 7, "2 of 2 bonds comply", "Nothing was sent.", "guarantee.paid", "Contracted", "guarantee.released")]
    public async Task Every_command_of_a_page_works_as_it_stands(string page, int blocks, params string[] said)
    {
        var consortium = new IntegrationConsortium();
        await consortium.InitializeAsync();
        try
        {
            await RolePage.RunAsync(consortium, page, blocks, said);
        }
        finally
        {
            await consortium.DisposeAsync();
        }
    }
}
