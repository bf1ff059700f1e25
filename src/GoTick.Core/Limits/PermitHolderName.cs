using System.Globalization;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Limits;

/// <summary>Who holds a permit: an item in this very life of it. Another item of the same id, made later, is another holder.</summary>
internal readonly record struct PermitHolderName(ItemId Item, StoreTime Created)
{
    private const char Mark = '!';

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Item.Text}{Mark}{Created.Micros}");

    public static PermitHolderName Of(ItemHeader header) => new(header.Id, header.Created);

    /// <summary>Null for what another program has written.</summary>
    public static PermitHolderName? Parse(string text)
    {
        int mark = text.LastIndexOf(Mark);
        return mark > 0 && long.TryParse(text.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long created)
            ? new PermitHolderName(ItemId.FromStored(text[..mark]), new StoreTime(created))
            : null;
    }

    /// <summary>True when what holds under this name will never give its permit back by itself: it is gone, or has ended.</summary>
    public bool IsOver(ItemHeader? header) => header is null || header.Created != Created || header.Place == Place.Ended;
}
