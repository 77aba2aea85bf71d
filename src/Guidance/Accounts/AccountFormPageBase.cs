using Microsoft.AspNetCore.Components;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>A page on which an admin fills in an account.</summary>
public abstract class AccountFormPageBase : FormPageBase
{
    /// <summary>The order of the fields on the page, which is the order of the error summary.</summary>
    private static readonly string[] FieldOrder = ["WorkerName", "Name", "Roles", "UnitId", "MaySeeProtected"];

    [Inject] public required KeepAccounts Accounts { get; set; }
    [Inject] public required CurrentActor CurrentActor { get; set; }
    [Inject] public required OwnUnits OwnUnits { get; set; }
    [Inject] public required CountyCalendar Calendar { get; set; }
    [Inject] public required TimeProvider Clock { get; set; }

    protected IReadOnlyList<Unit> Units { get; private set; } = [];

    /// <summary>Reads the units to choose from: open ones, and closed ones that the account has.</summary>
    protected async Task ReadUnitsAsync(IReadOnlyList<Guid> held)
    {
        var today = Calendar.DayOf(Clock.GetUtcNow().UtcDateTime);
        Units = [.. (await OwnUnits.ReadAllAsync(Cancelled)).Where(unit => unit.IsOpenOn(today) || held.Contains(unit.Id))];
    }

    protected AccountToSave ReadForm() => new()
    {
        Name = Field("Name"),
        WorkerName = Field("WorkerName"),
        Roles = [.. Fields("Roles").Select(ReadRole).OfType<AccountRole>()],
        UnitIds = [.. Fields("UnitId").Concat(Fields("UnitIds")).Where(text => text.Length > 0).Select(ReadId).Distinct()],
        MaySeeProtected = Field("MaySeeProtected") == "true",
        Version = int.TryParse(Field("Version"), out var version) ? version : null,
    };

    protected void Refuse(AccountResult.Refused refused) => Refuse([.. refused.Problems
        .Select(problem => new FieldError(problem.Field == nameof(AccountToSave.UnitIds) ? "UnitId" : problem.Field, Texts[$"Account.Problem.{problem.Kind}"]))
        .OrderBy(error => Array.IndexOf(FieldOrder, error.ControlId))]);

    protected string AddressOf(AccountResult.Invited invited) => $"{Navigation.BaseUri}link?token={invited.Token}";

    // A name only: a number would be taken for a role nobody has named.
    private static AccountRole? ReadRole(string text) => Enum.GetNames<AccountRole>().Contains(text) ? Enum.Parse<AccountRole>(text) : null;

    // What is no id is nobody's, and is refused as an unknown unit.
    private static Guid ReadId(string text) => Guid.TryParse(text, out var id) ? id : Guid.Empty;
}
