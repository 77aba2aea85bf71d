using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;

namespace Palveluohjaus.Guidance.Tests.Accounts;

[TestClass]
public sealed class SecondFactorTests
{
    private const int StepSeconds = 30;

    [TestMethod]
    [DataRow(59L, "287082")]
    [DataRow(1111111109L, "081804")]
    [DataRow(1111111111L, "050471")]
    [DataRow(1234567890L, "005924")]
    [DataRow(2000000000L, "279037")]
    [DataRow(20000000000L, "353130")]
    public void Codes_are_those_of_the_standard(long unixTimeSeconds, string expected)
    {
        // RFC 6238, appendix B: the key is 12345678901234567890, and of its eight digits six are shown.
        const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

        Assert.AreEqual(expected, AppCodes.CodeAt(Key, unixTimeSeconds / StepSeconds));
    }

    [TestMethod]
    public async Task A_code_is_accepted_once()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var key = await TurnOnAsync(desk);
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        var code = CodeNow(desk, key);

        Assert.IsTrue(await VerifyAsync(desk, code));
        Assert.IsFalse(await VerifyAsync(desk, code));
    }

    [TestMethod]
    public async Task The_code_that_confirmed_the_setting_up_does_not_sign_in()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var key = await TurnOnAsync(desk);

        Assert.IsFalse(await VerifyAsync(desk, CodeNow(desk, key)));
    }

    [TestMethod]
    public async Task After_a_code_an_earlier_one_is_not_accepted_any_more()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var key = await TurnOnAsync(desk);
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        var earlier = CodeNow(desk, key);
        desk.Clock.Advance(TimeSpan.FromSeconds(StepSeconds));

        Assert.IsTrue(await VerifyAsync(desk, CodeNow(desk, key)));
        Assert.IsFalse(await VerifyAsync(desk, earlier));
    }

    [TestMethod]
    public async Task Of_two_who_send_the_same_code_at_once_one_is_let_in()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var key = await TurnOnAsync(desk);
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        var code = CodeNow(desk, key);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => VerifyAsync(desk, code))));

        Assert.AreEqual(1, answers.Count(isRight => isRight));
    }

    [TestMethod]
    [DataRow(-90, false)]
    [DataRow(-30, true)]
    [DataRow(30, true)]
    [DataRow(90, false)]
    public async Task A_phone_may_be_half_a_minute_off(int secondsOff, bool isAccepted)
    {
        await using var desk = await AccountDesk.OpenAsync();
        var key = await TurnOnAsync(desk);
        desk.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.AreEqual(isAccepted, await VerifyAsync(desk, AppCodes.CodeAt(key, (desk.Clock.GetUtcNow().ToUnixTimeSeconds() + secondsOff) / StepSeconds)));
    }

    [TestMethod]
    public async Task The_secret_is_shown_to_nobody_once_it_is_confirmed()
    {
        await using var desk = await AccountDesk.OpenAsync();
        await TurnOnAsync(desk);

        Assert.IsNull(await WithAsync(desk, factor => factor.FindBegunAsync(desk.Admin)));
        Assert.IsFalse(await WithAsync(desk, factor => factor.BeginAsync(desk.Admin)));
    }

    [TestMethod]
    public async Task A_wrong_code_turns_nothing_on()
    {
        await using var desk = await AccountDesk.OpenAsync();
        await WithAsync(desk, factor => factor.BeginAsync(desk.Admin));

        foreach (var code in (string[])["", "000000", "12345", "' OR 1=1 --", "\U0001F511\u202E", new string('1', 10_000)])
            Assert.IsNull(await WithAsync(desk, factor => factor.ConfirmAsync(code, desk.Admin)), code);
        Assert.IsFalse(await WithAsync(desk, factor => factor.IsOnAsync(desk.Admin)));
    }

    [TestMethod]
    public async Task Beginning_ends_no_session_and_turning_on_ends_them_all()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var before = await StampAsync(desk);

        await WithAsync(desk, factor => factor.BeginAsync(desk.Admin));
        Assert.AreEqual(before, await StampAsync(desk));
        await TurnOnAsync(desk);
        Assert.AreNotEqual(before, await StampAsync(desk));
    }

    [TestMethod]
    public async Task Each_recovery_code_works_once_and_new_ones_end_the_old()
    {
        await using var desk = await AccountDesk.OpenAsync();
        await TurnOnAsync(desk);
        var codes = (await WithAsync(desk, factor => factor.RenewRecoveryCodesAsync(AccountDesk.Password, desk.Admin)))!;

        Assert.IsTrue(await RedeemAsync(desk, codes[0]));
        Assert.IsFalse(await RedeemAsync(desk, codes[0]));
        Assert.AreEqual(9, await WithAsync(desk, factor => factor.CountRecoveryCodesAsync(desk.Admin)));
        Assert.IsNull(await WithAsync(desk, factor => factor.RenewRecoveryCodesAsync("väärä salasana", desk.Admin)));
        await WithAsync(desk, factor => factor.RenewRecoveryCodesAsync(AccountDesk.Password, desk.Admin));
        Assert.IsFalse(await RedeemAsync(desk, codes[1]));
    }

    [TestMethod]
    public async Task Turning_off_takes_the_password_and_forgets_the_secret()
    {
        await using var desk = await AccountDesk.OpenAsync();
        await TurnOnAsync(desk);

        Assert.IsFalse(await WithAsync(desk, factor => factor.TurnOffAsync("väärä salasana", desk.Admin)));
        Assert.IsTrue(await WithAsync(desk, factor => factor.TurnOffAsync(AccountDesk.Password, desk.Admin)));

        Assert.IsFalse(await WithAsync(desk, factor => factor.IsOnAsync(desk.Admin)));
        Assert.IsNull(await WithAsync(desk, factor => factor.FindBegunAsync(desk.Admin)));
    }

    [TestMethod]
    public async Task A_copy_of_the_database_does_not_hold_the_secret()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var key = await TurnOnAsync(desk);

        var stored = await desk.ReadAsync(guidance => guidance.Set<IdentityUserToken<Guid>>().AsNoTracking().Select(token => token.Value).ToListAsync());

        Assert.IsNotEmpty(stored);
        Assert.IsTrue(stored.TrueForAll(value => !value!.Contains(key, StringComparison.Ordinal)));
    }

    private static async Task<string> TurnOnAsync(AccountDesk desk)
    {
        await WithAsync(desk, factor => factor.BeginAsync(desk.Admin));
        var key = (await WithAsync(desk, factor => factor.FindBegunAsync(desk.Admin)))!.Key;
        Assert.HasCount(10, (await WithAsync(desk, factor => factor.ConfirmAsync(CodeNow(desk, key), desk.Admin)))!);
        return key;
    }

    private static string CodeNow(AccountDesk desk, string key) => AppCodes.CodeAt(key, desk.Clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds);

    private static Task<T> WithAsync<T>(AccountDesk desk, Func<SecondFactor, Task<T>> use) => desk.WithAsync(use);

    private static Task<bool> VerifyAsync(AccountDesk desk, string code) => desk.WithAsync<UserManager<Account>, bool>(async accounts =>
        await accounts.VerifyTwoFactorTokenAsync((await accounts.FindByIdAsync(desk.Admin.AccountId.ToString()!))!, TokenOptions.DefaultAuthenticatorProvider, code));

    private static Task<bool> RedeemAsync(AccountDesk desk, string code) => desk.WithAsync<UserManager<Account>, bool>(async accounts =>
        (await accounts.RedeemTwoFactorRecoveryCodeAsync((await accounts.FindByIdAsync(desk.Admin.AccountId.ToString()!))!, code)).Succeeded);

    private static Task<string?> StampAsync(AccountDesk desk) =>
        desk.ReadAsync(guidance => guidance.Accounts.Where(account => account.Id == desk.Admin.AccountId).Select(account => account.SecurityStamp).SingleAsync());
}
