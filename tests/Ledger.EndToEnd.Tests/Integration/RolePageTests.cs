namespace Ledger.EndToEnd.Tests.Integration;

/// <summary>docs/roles: what each person does, command by command against four real validators.</summary>
[Collection(PageCollection.Name)]
public sealed class RolePageTests(IntegrationConsortium consortium)
{
    [Theory]
    [InlineData("bidder", 9, "Encryption", "Revoked")]
    [InlineData("guarantor", 8, "The premium is 0", "Issued sealed", "0 entries are held up")]
    [InlineData("authority", 4, "LEVEL_NOT_IN_FORCE", "ended with 1", "Suspended", "suspended, expired or revoked", "ask for the papers")]
    [InlineData("administrator", 7, "Missing", "recognised", "示例银行")]
    [InlineData("phone", 8, "Confirmed by", "signature-valid", "rejected", "WRONG_NUMBER", "ended with 1", "would be lost", "removed")]
    public Task Every_command_of_a_page_works_as_it_stands(string page, int blocks, params string[] said) =>
        RolePage.RunAsync(consortium, page, blocks, said);

    [Fact]
    public Task Every_command_of_the_programmers_page_works_as_a_process_of_its_own() =>
        RolePage.RunAsync(
            consortium, "programmer", 5, ["ended with 1", "SUBJECT_EXISTS", "subject.registered", "state_root"], asProcesses: true);
}
