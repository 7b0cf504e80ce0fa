using Ledger.Oidc.Logins;

namespace Ledger.Oidc.Pages;

/// <summary>Why there was no login, and what to do.</summary>
internal static class RefusalWords
{
    internal static (string English, string Chinese) Of(LoginRefusal refusal) => refusal switch
    {
        LoginRefusal.Rejected => ("You declined on the phone. Nobody was logged in.", "您已在手机上拒绝，未登录。"),
        LoginRefusal.WrongNumber => (
            "The number typed on the phone is not the one on this page. Was it your own screen? Show a new code and try again.",
            "手机上输入的数字与本页不符。请确认扫的是自己屏幕上的二维码，然后重新生成。"),
        LoginRefusal.Expired => ("The code is over: it lives for a minute. Show a new one.", "二维码已过期（有效一分钟），请重新生成。"),
        LoginRefusal.Cancelled => ("The login was ended on this page.", "已在本页取消登录。"),
        LoginRefusal.PowersEnded => (
            "Your powers to act for this organisation have ended. Ask it to appoint you again (ledger subject appoint).",
            "您在该单位的经办权限已结束，请由单位重新任命。"),
        LoginRefusal.NodeFailed => (
            "The chain could not be asked, so nobody was logged in. Show a new code; if it stays so, tell the centre.",
            "暂时无法查询链上数据，未登录。请重新生成二维码；如持续出现，请联系中心。"),
        LoginRefusal.NotKept => (
            "The centre could not keep this login as evidence, so it does not count. Tell the centre.",
            "中心未能留存本次登录的证据，登录不生效，请联系中心。"),
        _ => ("Nobody was logged in.", "未登录。"),
    };
}
