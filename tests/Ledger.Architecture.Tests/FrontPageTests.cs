namespace Ledger.Architecture.Tests;

/// <summary>The front page shows what the tests run.</summary>
public class FrontPageTests
{
    private const int SampleLinesMax = 40;

    [Fact]
    public void The_sample_on_the_front_page_is_the_one_that_is_built_and_run()
    {
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "client-sdk", "samples", "QuickStart", "Program.cs")).TrimEnd();
        Assert.Contains(
            $"```csharp\n{sample}\n```", File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);
        Assert.InRange(sample.Split('\n').Length, 1, SampleLinesMax);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void Both_languages_name_the_commands(string page)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page));
        Assert.All(["./run", "./test", "./bench", "./ledger"], command => Assert.Contains(command, text, StringComparison.Ordinal));
    }
}
