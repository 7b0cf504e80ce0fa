using FsCheck;
using FsCheck.Fluent;
using Ledger.FakeNode;

namespace Ledger.Client.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Every_error_is_reported_at_once()
    {
        using var chain = new FakeChain();
        var options = new LedgerClientOptions
        {
            Genesis = chain.Genesis,
            Node = new Uri("/here", UriKind.Relative),
            CallTimeout = TimeSpan.Zero,
            MaxHeadAge = TimeSpan.Zero,
            StaleHeads = (StaleHeadPolicy)2,
            Checkpoint = new Checkpoint(0, default),
            PageEntries = 1,
            Retry = new RetryOptions { AttemptsMax = 0, DelayFirst = TimeSpan.FromMinutes(2) },
        };
        var errors = LedgerClientOptionsValidator.Validate(options);
        Assert.Equal(
            ["Node", "CallTimeout", "MaxHeadAge", "StaleHeads", "Checkpoint", "PageEntries", "Retry.AttemptsMax", "Retry.DelayFirst"],
            errors.Select(error => error.Split(':')[0]));
        var thrown = Assert.Throws<ArgumentException>(() => LedgerClient.Open(options));
        Assert.All(errors, error => Assert.Contains(error, thrown.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Defaults_have_no_error()
    {
        using var chain = new FakeChain();
        Assert.Empty(
            LedgerClientOptionsValidator.Validate(
                new LedgerClientOptions { Genesis = chain.Genesis, Node = new Uri("https://node.example:7000") }));
    }

    // A token opens what its owner may read, to whoever sees it: nobody sends one in clear, or none while believing that it is sent.
    [Theory]
    [InlineData("http://node.example:7300", "signs the call tokens", "is reached in clear")]
    [InlineData("https://node.example:7300", "signs the call tokens")]
    [InlineData("http://127.0.0.1:7300", "signs the call tokens")]
    public void A_call_token_needs_who_signs_it_and_a_connection_that_nobody_reads(string node, params string[] words)
    {
        using var chain = new FakeChain();
        var options = new LedgerClientOptions { Genesis = chain.Genesis, Node = new Uri(node), AuthenticateTo = Protocol.Digest.Zero };
        Assert.Equal(words, LedgerClientOptionsValidator.Validate(options).Select(error => words.Single(error.Contains)));
    }

    [Theory]
    [InlineData("tender/section/E44", "74656e6465722f73656374696f6e2f453434")]
    [InlineData("a/b/0x00ff25", "612f622f00ff25")]
    [InlineData("a/b/c/0x7000", "612f622f632f7000")]
    [InlineData("0x00", "00")]
    [InlineData("a/b%25", "612f6225")]
    [InlineData("a/%30x12", "612f30783132")]
    [InlineData("a/0x1", "612f307831")]
    [InlineData("a/0x12/b", "612f307831322f62")]
    public void Keys_are_read_as_they_are_shown(string text, string hex)
    {
        Assert.True(StateKeys.TryRead(text, out var key));
        Assert.Equal(hex, Convert.ToHexStringLower(key));
        Assert.Equal(text, StateKeys.Show(key));
    }

    [Fact]
    public void A_key_of_any_bytes_comes_back() => Prop.ForAll(
        Gen.Elements("\0x0a1%/ \u00ff".Select(one => (byte)one).ToArray()).ArrayOf().ToArbitrary(),
        bytes => StateKeys.TryRead(StateKeys.Show(bytes), out var key) && key.AsSpan().SequenceEqual(bytes))
        .Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Any_byte_is_read_by_its_number()
    {
        Assert.True(StateKeys.TryRead("a/%00%2f", out var key));
        Assert.Equal("612f002f", Convert.ToHexStringLower(key));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%1")]
    [InlineData("%zz")]
    [InlineData("a b")]
    [InlineData("链")]
    public void Malformed_keys_are_refused(string text) => Assert.False(StateKeys.TryRead(text, out _));
}
