namespace Ledger.Interop.Tests.Foreign;

/// <summary>Debian's python3-grpcio; the cases are in python/interop.py.</summary>
public sealed class PythonTests(ForeignClients clients) : IClassFixture<ForeignClients>
{
    [Theory]
    [InlineData("unary")]
    [InlineData("server_stream")]
    [InlineData("stream_error")]
    [InlineData("client_stream")]
    [InlineData("duplex")]
    [InlineData("error_details")]
    [InlineData("deadline")]
    [InlineData("cancellation")]
    [InlineData("gzip")]
    [InlineData("gzip_empty")]
    [InlineData("binary_metadata")]
    [InlineData("oversized")]
    [InlineData("oversized_response")]
    [InlineData("unimplemented")]
    [InlineData("health_check")]
    [InlineData("health_check_unknown")]
    [InlineData("health_watch")]
    [InlineData("reflection_list")]
    [InlineData("reflection_symbol")]
    [InlineData("reflection_unknown_symbol")]
    public Task Case_passes(string name) => clients.Python.AssertPassed(name);
}
