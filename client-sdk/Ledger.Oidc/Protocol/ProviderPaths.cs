namespace Ledger.Oidc.Protocol;

/// <summary>The provider's addresses; applications find them by discovery.</summary>
internal static class ProviderPaths
{
    internal const string Authorize = "/authorize";
    internal const string Token = "/token";
    internal const string UserInfo = "/userinfo";
    internal const string Logout = "/logout";
    internal const string LoggedOut = "/logged-out";
    internal const string Login = "/login";
}
