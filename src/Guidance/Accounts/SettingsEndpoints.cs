using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>One's own settings, password and second factor.</summary>
internal static class SettingsEndpoints
{
    private const string Texts = "Settings.Problem";

    public static void Map(RouteGroupBuilder settings)
    {
        settings.MapPut("/", ChangeAsync).WithSummary("Choose one's language, and whether single keys act")
            .For(AccessRight.OwnAccount).WithoutClientData().Refuses(StatusCodes.Status422UnprocessableEntity);
        settings.MapPost("/password", ChangePasswordAsync).WithSummary("Change one's password; other sessions end")
            .For(AccessRight.OwnAccount).WithoutClientData().Refuses(StatusCodes.Status422UnprocessableEntity);
        settings.MapGet("/mail", ReadMailAsync).WithSummary("Where one's warnings go by mail")
            .For(AccessRight.OwnAccount).WithoutClientData();
        settings.MapPut("/mail", ChangeMailAsync).WithSummary("Say where one's warnings go by mail, or that none do")
            .For(AccessRight.OwnAccount).WithoutClientData().Refuses(StatusCodes.Status422UnprocessableEntity);
        settings.MapGet("/second-factor", ReadSecondFactorAsync).WithSummary("Whether the second factor is on")
            .For(AccessRight.OwnAccount).WithoutClientData();
        settings.MapPost("/second-factor", BeginSecondFactorAsync).WithSummary("Begin to set up the second factor: a key for the app")
            .For(AccessRight.OwnAccount).WithoutClientData().Refuses(StatusCodes.Status409Conflict);
        settings.MapPut("/second-factor", ConfirmSecondFactorAsync).WithSummary("Turn the second factor on with a first code; answers the recovery codes, once")
            .For(AccessRight.OwnAccount).WithoutClientData().Refuses(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        settings.MapDelete("/second-factor", TurnOffSecondFactorAsync).WithSummary("Turn the second factor off with the password")
            .For(AccessRight.OwnAccount).WithoutClientData().Refuses(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        SettingsBody body, KeepAccounts keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        if (body.Language is not null && Languages.Find(body.Language) is null)
            return problems.Invalid(Texts, (nameof(body.Language), SettingsProblemKind.LanguageUnknown));

        await keep.SetOwnAsync(body.Language, body.UsesSingleKeys, current.Actor, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePasswordAsync(
        PasswordBody body, SetPassword passwords, SignIn signIn, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        if (await passwords.ChangeOwnAsync(body.OldPassword, body.NewPassword, current.Actor, cancellationToken) is AccountResult.Refused refused)
            return problems.Invalid(AccountEndpoints.Texts, refused.Problems.Select(problem => (problem.Field, (Enum)problem.Kind)));

        await signIn.RenewAsync(current.Actor, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<WarningMailBody>> ReadMailAsync(KeepAccounts keep, CurrentActor current, CancellationToken cancellationToken)
    {
        var (address, warns) = await keep.ReadMailAsync(current.Actor.AccountId!.Value, cancellationToken);
        return TypedResults.Ok(new WarningMailBody(address, warns));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeMailAsync(
        WarningMailBody body, KeepAccounts keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        await keep.SetMailAsync(current.Actor.AccountId!.Value, body.Address, body.WarnsByMail, current.Actor, cancellationToken)
            ? TypedResults.NoContent()
            : problems.Invalid(Texts, (nameof(body.Address), SettingsProblemKind.AddressUnusable));

    private static async Task<Ok<SecondFactorView>> ReadSecondFactorAsync(SecondFactor secondFactor, CurrentActor current) =>
        TypedResults.Ok(new SecondFactorView(await secondFactor.IsOnAsync(current.Actor), await secondFactor.CountRecoveryCodesAsync(current.Actor)));

    private static async Task<Results<Ok<SecondFactorKeyView>, ProblemHttpResult>> BeginSecondFactorAsync(
        SecondFactor secondFactor, CurrentActor current, ApiProblems problems)
    {
        if (!await secondFactor.BeginAsync(current.Actor) || await secondFactor.FindBegunAsync(current.Actor) is not { } key)
            return problems.Of(ApiProblemKind.SecondFactorIsOn);

        return TypedResults.Ok(new SecondFactorKeyView(key.Key, key.Address));
    }

    private static async Task<Results<Ok<RecoveryCodesView>, ProblemHttpResult>> ConfirmSecondFactorAsync(
        SecondFactorCodeBody body, SecondFactor secondFactor, SignIn signIn, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        if (await secondFactor.IsOnAsync(current.Actor))
            return problems.Of(ApiProblemKind.SecondFactorIsOn);
        if (await secondFactor.ConfirmAsync(body.Code, current.Actor) is not { } recoveryCodes)
            return problems.Invalid(Texts, (nameof(body.Code), SettingsProblemKind.CodeWrong));

        await signIn.RenewAsync(current.Actor, cancellationToken);
        return TypedResults.Ok(new RecoveryCodesView(recoveryCodes));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TurnOffSecondFactorAsync(
        [FromBody] SecondFactorOffBody body, SecondFactor secondFactor, SignIn signIn, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        if (body.Password.Length > SignIn.PasswordMaxLength || !await secondFactor.TurnOffAsync(body.Password, current.Actor))
            return problems.Invalid(Texts, (nameof(body.Password), SettingsProblemKind.PasswordWrong));

        await signIn.RenewAsync(current.Actor, cancellationToken);
        return TypedResults.NoContent();
    }
}
