using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>What the log-a-contact page shows. Its markup is in LogContactPage.razor, what is done with the form in <see cref="SubmitContact"/>.</summary>
public abstract class LogContactPageBase : ComponentBase
{
    /// <summary>The client the contact is about, when one comes from their card.</summary>
    [SupplyParameterFromQuery(Name = "client")] public string? FromCard { get; set; }

    /// <summary>The open case it belongs to, when one comes from a work list.</summary>
    [SupplyParameterFromQuery(Name = "case")] public string? FromCase { get; set; }

    /// <summary>The channel, when one comes from what led to the contact.</summary>
    [SupplyParameterFromQuery(Name = "channel")] public string? FromChannel { get; set; }

    [CascadingParameter] public required HttpContext HttpContext { get; set; }
    [Inject] public required SubmitContact Submitted { get; set; }
    [Inject] public required SearchClients SearchClients { get; set; }
    [Inject] public required FindResponsible FindResponsible { get; set; }
    [Inject] public required ReadOpenMatters ReadMatters { get; set; }
    [Inject] public required GuidanceReads Guidance { get; set; }
    [Inject] public required CurrentActor CurrentActor { get; set; }
    [Inject] public required CountyCalendar Calendar { get; set; }
    [Inject] public required TimeProvider Clock { get; set; }
    [Inject] public required IStringLocalizer<GuidanceTexts> PageTexts { get; set; }

    protected LogContactForm Form { get; private set; } = new();
    protected ClientHit? Picked { get; private set; }
    protected ClientHits? Hits => Picked is null ? Submitted.Hits : null;

    /// <summary>The picked client's matters; empty when the worker has no ground to see them.</summary>
    protected OpenMatters Matters { get; private set; } = OpenMatters.None;

    /// <summary>Who answers for the picked client's whole; null when nobody does, or the one who logs.</summary>
    protected ResponsibleNow? Responsible { get; private set; }

    /// <summary>The matter the contact was said to belong to; null when the theme decides.</summary>
    protected OpenMatter? Named { get; private set; }

    /// <summary>A form that was opened for a client or a case stays so, whatever is asked of the page in between.</summary>
    protected string FormAddress => Guid.TryParse(FromCase, out var caseId) ? $"/contacts/new?case={caseId}"
        : Guid.TryParse(FromCard, out var clientId) ? $"/contacts/new?client={clientId}"
        : "/contacts/new";

    /// <summary>True when a client has just been picked: the keyboard goes on from there.</summary>
    protected bool IsJustPicked => !IsFresh && Picked is not null && Errors.Count == 0;

    /// <summary>True when the address names a case that is closed, or none of this worker's.</summary>
    protected bool IsCaseElsewhere { get; private set; }

    protected IReadOnlyList<Municipality> Municipalities { get; private set; } = [];
    protected IReadOnlyList<Unit> Units { get; private set; } = [];
    protected IReadOnlyList<FieldError> Errors => Submitted.Errors;
    protected DateTime NowUtc { get; private set; }
    protected DateOnly Today => Calendar.DayOf(NowUtc);

    /// <summary>True when nobody has typed anything yet: only such a page may be filled from a draft.</summary>
    protected bool IsFresh { get; private set; }

    /// <summary>When another contact was saved from this same form.</summary>
    protected DateTime? OtherSavedAtUtc => Submitted.OtherSavedAtUtc;

    protected IReadOnlyList<Choice> DeskChannels =>
        [.. LogContactForm.UsualChannels.Select(channel => new Choice(channel.ToString(), PageTexts[$"Channel.{channel}"])), new Choice(LogContactForm.OtherChannelValue, PageTexts["LogContact.Channel.Other"])];

    /// <summary>Under which codes the channels are reported.</summary>
    protected string ChannelCodes =>
        string.Join(", ", LogContactForm.UsualChannels.Concat(LogContactForm.RarerChannels).Select(channel => $"{PageTexts[$"Channel.{channel}"]}\u00a0{channel.ThlCode()}"));

    protected string RepeatNote => Matters.Latest is { } latest
        ? PageTexts["LogContact.Repeat.Previous", CountyTimeText.WriteDay(Calendar.DayOf(latest.StartedAtUtc), CultureInfo.CurrentCulture), latest.MainTheme is { } theme ? PageTexts[Form.Themes.Contains(theme) ? "LogContact.Repeat.SameTheme" : $"NeedReason.{theme}"] : PageTexts["LogContact.Matter.NoTheme"]]
        : PageTexts["LogContact.Repeat.Note"];

    protected string NameOf(OpenMatter matter) => PageTexts["LogContact.Matter.Name", matter.Theme is { } theme ? PageTexts[$"NeedReason.{theme}"] : PageTexts["LogContact.Matter.NoTheme"], CountyTimeText.WriteDay(Calendar.DayOf(matter.ReceivedAtUtc), CultureInfo.CurrentCulture), matter.Unit?.NameIn(CultureInfo.CurrentUICulture) ?? PageTexts["LogContact.Matter.NoUnit"]];

    protected IReadOnlyList<Choice> RepeatChoices => [.. Choices<RepeatReason>("RepeatReason"), new Choice(string.Empty, PageTexts["LogContact.Repeat.NotAsked"])];

    protected string CallbackExample => CountyTimeText.WriteDay(Today.AddDays(1), CultureInfo.CurrentCulture);

    private CancellationToken Cancelled => HttpContext.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        NowUtc = Clock.GetUtcNow().UtcDateTime;
        IsFresh = Submitted.Form is null;
        Form = Submitted.Form ?? LogContactForm.Fresh(NowUtc, Calendar, CultureInfo.CurrentCulture, FromChannel);
        await ReadListsAsync();
        if (!IsFresh)
        {
            HttpContext.Response.StatusCode = Submitted.Status;
            await ReadPickedAsync();
        }
        else if (FromCard is not null || FromCase is not null)
        {
            await PrefillAsync();
        }
    }

    private async Task ReadListsAsync()
    {
        var comparer = StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true);
        Municipalities = [.. (await Guidance.Municipalities.ToListAsync(Cancelled)).OrderBy(each => each.NameIn(CultureInfo.CurrentUICulture), comparer)];
        var today = Today;
        Units = [.. (await Guidance.Units.Where(unit => unit.Source == GuidanceCase.OwnSource && (unit.ClosedOn == null || unit.ClosedOn > today)).ToListAsync(Cancelled)).OrderBy(each => each.NameIn(CultureInfo.CurrentUICulture), comparer)];
    }

    protected IReadOnlyList<FieldError> ErrorsOf(params string[] controls) => [.. Errors.Where(error => controls.Contains(error.ControlId))];

    protected bool IsWrong(string control) => Errors.Any(error => error.ControlId == control);

    protected string? Invalid(string control) => IsWrong(control) ? "true" : null;

    protected string DescribedBy(string field, string control) =>
        Errors.FirstOrDefault(error => error.ControlId == control) is { } error
            ? $"{FieldWithGuide.GuideId(field)} {error.Id}"
            : FieldWithGuide.GuideId(field);

    protected IReadOnlyList<Choice> Choices<T>(string family)
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => new Choice(name, PageTexts[$"{family}.{name}"]))];

    private async Task PrefillAsync()
    {
        if (FromCase is not null)
        {
            var named = Guid.TryParse(FromCase, out var caseId) ? await ReadMatters.FindAsync(caseId, CurrentActor.Actor, Cancelled) : null;
            IsCaseElsewhere = named is null;
            Form.ClientId = named?.ClientId;
            Form.CaseId = named?.CaseId.ToString() ?? string.Empty;
            if (named?.Theme is { } theme)
                Form.Themes = [theme];
        }

        if (Form.ClientId is null && Guid.TryParse(FromCard, out var clientId))
            Form.ClientId = clientId;
        await ReadPickedAsync();
    }

    private async Task ReadPickedAsync()
    {
        await ReadClientAsync();
        if (Picked is not null)
            Matters = await ReadMatters.OfClientAsync(Picked.Id, CurrentActor.Actor, Cancelled);
        if (!Guid.TryParse(Form.CaseId, out var caseId))
            return;

        // A case of somebody unknown goes along to whoever is picked; a client's own stays with them.
        Named = Matters.Open.FirstOrDefault(matter => matter.CaseId == caseId);
        if (Named is null && await ReadMatters.FindAsync(caseId, CurrentActor.Actor, Cancelled) is { ClientId: null } unclaimed)
            Named = unclaimed;
        if (Named is null)
            Form.CaseId = string.Empty;
    }

    private async Task ReadClientAsync()
    {
        if (Form.ClientId is not { } clientId || Form.Anonymous)
            return;

        Picked = await SearchClients.ReadAsync(clientId, CurrentActor.Actor, AuditReasons.LogContact, Cancelled);
        if (Picked is null)
        {
            Form.ClientId = null;
            return;
        }

        Responsible = await FindResponsible.OfAsync(Picked.Id, CurrentActor.Actor, Cancelled);
        if (Form.Language == Form.SuggestedLanguage)
            (Form.Language, Form.SuggestedLanguage) = (Picked.ServiceLanguage, Picked.ServiceLanguage);
    }
}
