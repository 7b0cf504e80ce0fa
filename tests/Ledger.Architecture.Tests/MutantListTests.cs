using Ledger.Mutants;

namespace Ledger.Architecture.Tests;

/// <summary>A spoilt line whose source was rewritten tries nothing any more, and nobody is told before somebody runs the mutants.</summary>
public class MutantListTests
{
    [Fact]
    public void Every_entry_names_a_text_that_stands_in_its_source_exactly_once() =>
        Assert.NotEmpty(MutantList.Read(Repository.Root));
}
